using System.CommandLine;
using Briefings.Editions;

namespace Briefings.Host.Cli;

/// <summary><c>briefings editions render</c>: makes a published edition again from the log.</summary>
static class EditionRenderVerb
{
    public static Command Create(CliContext context, Option<string?> profile)
    {
        var name = new Argument<string>("edition") { Description = EditionNames.Help };
        var format = OutputFile.FormatOption();
        var output = OutputFile.Option("EDITION");
        var kept = new Option<bool>("--kept") { Description = "The bytes that were kept at publication instead." };
        var verb = new Command("render", "Make an edition again from the log: the PDF has the recorded SHA-256, or nothing is written.") { name, format, output, kept };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            var edition = await EditionNames.Find(application, parsed.GetValue(name) ?? "", parsed.GetValue(profile), cancellation);
            var bytes = parsed.GetValue(kept)
                ? await Kept(application, edition, parsed.GetValue(format) ?? "pdf", cancellation)
                : await Rendered(context, application, edition, parsed.GetValue(format) ?? "pdf", cancellation);
            if (bytes is null)
            {
                return CliExit.SomeRefused;
            }

            var path = OutputFile.PathFor(parsed.GetValue(output), $"{edition.Id}.{parsed.GetValue(format)}");
            await OutputFile.Write(path, bytes, cancellation);
            await (context.IsJson(parsed)
                ? context.WriteJson(new { path, edition = edition.Id, sha256 = EditionFiles.Digest(bytes), edition.Published.PdfSha256, kept = parsed.GetValue(kept) })
                : context.Output.WriteLineAsync(path));
            return CliExit.Done;
        });
        return verb;
    }

    static async Task<byte[]?> Kept(BriefingsApplication application, Edition edition, string format, CancellationToken cancellation)
    {
        var kept = await application.PublishEdition.Load(edition.Id, cancellation)
            ?? throw new EnvironmentException($"Expected the kept document {edition.Published.ContentDigest} of {edition.Id}, found it lost.");
        return format == "pdf" ? kept.Pdf : OutputFile.Renderer(application, format).Render(kept.Document);
    }

    static async Task<byte[]?> Rendered(CliContext context, BriefingsApplication application, Edition edition, string format, CancellationToken cancellation)
    {
        var rendered = await application.RenderEdition.Handle(edition, cancellation);
        if (rendered.Made is { } made)
        {
            await context.Error.WriteLineAsync($"Edition {edition.Id} made again from the log up to position {edition.Published.LogPosition}: PDF SHA-256 {edition.Published.PdfSha256}, as recorded.");
            return format == "pdf" ? made.Pdf : OutputFile.Renderer(application, format).Render(made.Document);
        }

        await context.Error.WriteLineAsync(CliText.Printable($"Edition {edition.Id} cannot be made again: {rendered.Problem}. {(rendered.IsOtherProgram ? "Nothing is wrong with it; the" : "The")} bytes kept at publication: briefings editions render {edition.Id} --kept{(rendered.IsOtherProgram ? "" : ". What was altered: briefings verify-log")}"));
        return null;
    }
}
