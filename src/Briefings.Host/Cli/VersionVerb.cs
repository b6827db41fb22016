using System.CommandLine;
using System.Reflection;

namespace Briefings.Host.Cli;

/// <summary><c>briefings version</c>.</summary>
static class VersionVerb
{
    public static string Current { get; } =
        typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static Command Create(CliContext context)
    {
        var verb = new Command("version", "Print the version.");
        verb.SetAction((_, _) => context.Output.WriteLineAsync(Current));
        return verb;
    }
}
