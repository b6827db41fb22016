using System.CommandLine;
using Briefings.Editions;
using Briefings.Rendering;

namespace Briefings.Host.Cli;

/// <summary><c>briefings editions diff</c> and <c>show</c>: what an edition says, and in what two differ.</summary>
static class EditionDiffVerb
{
    public static Command Create(CliContext context, Option<string?> profile)
    {
        var first = new Argument<string>("a") { Description = EditionNames.Help };
        var second = new Argument<string>("b") { Description = "The one to compare it with." };
        var verb = new Command("diff", "Show what is new, gone and changed from one edition to another.") { first, second };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            var before = await Document(application, parsed.GetValue(first), parsed.GetValue(profile), cancellation);
            var after = await Document(application, parsed.GetValue(second), parsed.GetValue(profile), cancellation);
            var changes = EditionDifference.Between(before, after);
            foreach (var change in changes)
            {
                await (context.IsJson(parsed) ? context.WriteJson(change) : context.Output.WriteLineAsync(CliText.Printable(Written(change))));
            }

            await context.Error.WriteLineAsync(changes.Count == 0 ? "They tell the same." : $"{changes.Count(c => c.Kind == "new")} new, {changes.Count(c => c.Kind == "gone")} gone, {changes.Count(c => c.Kind == "changed")} changed.");
            return CliExit.Done;
        });
        return verb;
    }

    public static Command CreateShow(CliContext context, Option<string?> profile)
    {
        var name = new Argument<string>("edition") { Description = EditionNames.Help };
        var verb = new Command("show", "Show what is recorded of an edition, and its text.") { name };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            var edition = await EditionNames.Find(application, parsed.GetValue(name) ?? "", parsed.GetValue(profile), cancellation);
            if (context.IsJson(parsed))
            {
                await context.WriteJson(edition);
                return CliExit.Done;
            }

            foreach (var (label, value) in Facts(edition))
            {
                await context.Output.WriteLineAsync(CliText.Printable($"{label,-16} {value}"));
            }

            var document = await Document(application, edition.Id, null, cancellation);
            await context.Output.WriteLineAsync();
            foreach (var line in System.Text.Encoding.UTF8.GetString(new MarkdownRenderer().Render(document)).Split('\n'))
            {
                await context.Output.WriteLineAsync(CliText.Printable(line));
            }

            return CliExit.Done;
        });
        return verb;
    }

    static IEnumerable<(string Label, string Value)> Facts(Edition edition)
    {
        var published = edition.Published;
        yield return ("edition", FormattableString.Invariant($"{edition.Id}, no. {published.Issue}, for {published.Day:yyyy-MM-dd}"));
        yield return ("profile", FormattableString.Invariant($"{published.Profile}, revision {published.ProfileRevision}"));
        yield return ("published", FormattableString.Invariant($"{edition.PublishedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z{(published.Slot is { } slot ? FormattableString.Invariant($", scheduled for {slot.ToUniversalTime():yyyy-MM-dd HH:mm}Z") : "")}"));
        if (published.ApprovedBy is { } by)
        {
            yield return ("approved by", FormattableString.Invariant($"{by}, as draft {published.Draft}"));
        }

        yield return ("covers", FormattableString.Invariant($"{published.From.ToUniversalTime():yyyy-MM-dd HH:mm}Z to {published.To.ToUniversalTime():yyyy-MM-dd HH:mm}Z"));
        yield return ("log position", FormattableString.Invariant($"{published.LogPosition}, chain head {published.ChainHead}"));
        yield return ("made by", $"{published.Renderer}, {published.Template}");
        yield return ("document", published.ContentDigest);
        yield return ("provenance", published.ProvenanceSha256);
        yield return ("PDF", published.PdfSha256);
        yield return ("articles", string.Join(" ", published.Articles));
    }

    static async Task<BriefingDocument> Document(BriefingsApplication application, string? name, string? profile, CancellationToken cancellation)
    {
        var edition = await EditionNames.Find(application, name ?? "", profile, cancellation);
        return await application.EditionFiles.Load(edition.Published.ContentDigest, cancellation) is { } json
            ? JsonRenderer.Read(json)
            : (await application.RenderEdition.Handle(edition, cancellation)).Made?.Document
                ?? throw new EnvironmentException($"Expected the document {edition.Published.ContentDigest} of {edition.Id}, found it lost.");
    }

    static string Written(EditionChange change)
    {
        var mark = change.Kind switch { "new" => '+', "gone" => '-', _ => '~' };
        var standing = change.Standing is null ? "" : $" [{(change.StandingBefore is { } before ? before + " → " : "")}{change.Standing}]";
        var sources = change.Sources is not { Count: > 0 } now ? "" : $" ({(change.SourcesBefore is { } old ? string.Join(", ", old) + " → " : "")}{string.Join(", ", now)})";
        return $"{mark} {change.What}: {(change.Before is { } was ? was + " → " : "")}{change.Text}{standing}{sources}";
    }
}
