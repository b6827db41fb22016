using System.CommandLine;
using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.Stories;
using NodaTime;

namespace Briefings.Host.Cli;

/// <summary><c>briefings ingest</c>: takes articles in and says what became of each.</summary>
static class IngestVerb
{
    public static Command Create(CliContext context)
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders, or - for standard input: text, Markdown with front matter, HTML, JSON, NDJSON, RSS, Atom.", Arity = ArgumentArity.OneOrMore };
        var defaults = new ReadOptions();
        var verb = new Command("ingest", "Take articles in; an article that is known already is left alone.") { paths, defaults.Published, defaults.Source, defaults.Url };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var totals = await Ingest(context, application, parsed.GetValue(paths) ?? [], defaults.From(parsed), DateTimeZone.Utc, reportKnown: true, cancellation, context.IsJson(parsed));
            await CliContext.CatchUp(application, cancellation);
            return totals.ExitCode;
        });
        return verb;
    }

    /// <param name="zone">Where the newest day is counted.</param>
    /// <param name="reportKnown">Whether the totals are data for standard output, or talk.</param>
    /// <param name="json">Whether each result is written as JSON to standard output.</param>
    public static async Task<IngestTotals> Ingest(
        CliContext context, BriefingsApplication application, string[] paths, ReadDefaults defaults, DateTimeZone zone, bool reportKnown, CancellationToken cancellation, bool json = false)
    {
        var totals = new IngestTotals();
        if (paths.Length == 0)
        {
            return totals;
        }

        await using var input = Console.OpenStandardInput();
        await foreach (var result in application.IngestArticles.Handle(ArticleFiles.Read(paths, input, defaults, cancellation), cancellation))
        {
            totals = totals.With(result, zone);
            if (result.Note is { } note)
            {
                await context.Error.WriteLineAsync($"{CliText.Printable(result.Origin)}: {CliText.Printable(note)}");
            }

            if (json)
            {
                await context.WriteJson(result);
            }
        }

        await (reportKnown && !json ? context.Output : context.Error).WriteLineAsync(totals.ToString());
        return totals;
    }
}

/// <summary>How many inputs were new, known, corrected, retracted and refused.</summary>
sealed record IngestTotals(int New = 0, int Known = 0, int Corrected = 0, int Retracted = 0, int Refused = 0, int Undated = 0, int NewsEvents = 0, DateOnly? NewestDay = null)
{
    public int ExitCode => Refused + Undated > 0 ? CliExit.SomeRefused : CliExit.Done;

    public IngestTotals With(IngestResult result, DateTimeZone zone) => new(
        New + (result.Outcome == IngestOutcome.New ? 1 : 0),
        Known + (result.Outcome == IngestOutcome.Known ? 1 : 0),
        Corrected + (result.Outcome == IngestOutcome.Corrected ? 1 : 0),
        Retracted + (result.Outcome == IngestOutcome.Retracted ? 1 : 0),
        Refused + (result.Outcome == IngestOutcome.Refused ? 1 : 0),
        Undated + (result.Outcome != IngestOutcome.Refused && result.PublishedOn is null ? 1 : 0),
        NewsEvents + result.NewsEvents,
        (result.PublishedAt is { } at ? LocalDays.DayOf(at, zone) : result.PublishedOn) is { } day && (NewestDay is null || day > NewestDay) ? day : NewestDay);

    public override string ToString() => FormattableString.Invariant($"{New} new, {Known} known, {Corrected} corrected, {(Retracted > 0 ? $"{Retracted} retracted, " : "")}{Refused} refused; {NewsEvents} news events.");
}
