using System.CommandLine;
using Briefings.Rendering;

namespace Briefings.Host.Cli;

/// <summary>The file that a verb writes.</summary>
static class OutputFile
{
    public static Option<string> FormatOption()
    {
        var format = new Option<string>("--format") { Description = "pdf, html, md or json.", HelpName = "F", DefaultValueFactory = _ => "pdf" };
        format.AcceptOnlyFromAmong([.. Renderers.Default().Formats]);
        return format;
    }

    public static Option<string?> Option(string defaultName) =>
        new("--output", "-o") { Description = $"The file to write. Defaults to {defaultName}.FORMAT here.", HelpName = "FILE" };

    /// <exception cref="UsageException">There is no such format.</exception>
    public static IBriefingRenderer Renderer(BriefingsApplication application, string format) =>
        application.Renderers.Find(format) ?? throw new UsageException($"Expected --format to be one of {string.Join(", ", application.Renderers.Formats)}, found \"{format}\".");

    public static string PathFor(string? named, string defaultName) => Path.GetFullPath(named ?? defaultName);

    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static async Task Write(string path, byte[] bytes, CancellationToken cancellation)
    {
        // A reader of the path sees the file before or the file after, never half of one.
        var part = path + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            await File.WriteAllBytesAsync(part, bytes, cancellation);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Expected to write {path}: {e.Message} Choose another place with -o FILE.", e);
        }
    }
}
