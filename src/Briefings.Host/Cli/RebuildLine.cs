using System.Globalization;
using Briefings.EventStore;

namespace Briefings.Host.Cli;

/// <summary>One line on a terminal that follows a rebuild; nothing where standard error is not a terminal.</summary>
sealed class RebuildLine(TextWriter error) : IProgress<ProjectionProgress>
{
    public static RebuildLine? For(CliContext context) => Console.IsErrorRedirected ? null : new(context.Error);

    public void Report(ProjectionProgress value)
    {
        error.Write("\r" + Text(value).PadRight(78));
        if (value.Position >= value.Target)
        {
            error.Write("\r" + new string(' ', 78) + "\r");
        }
    }

    public static string Text(ProjectionProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Projection}: {value.Position} of {value.Target}, {value.Rate:0}/s{(value.Remaining is { } left ? $", {Math.Min(left.TotalSeconds, 999_999):0} s left" : "")}");
}
