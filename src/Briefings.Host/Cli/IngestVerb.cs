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
        var paths = new Argument<string[]>("path") { Description = "Files, folders, or - for standard input: text, Markdown with front matter, HTML, JSON, NDJSON, RSS, Atom.", Arity = ArgumentArity.ZeroOrMore };
        var defaults = new ReadOptions();
        var urls = new Option<Uri[]>("--url")
        {
            Description = "Address of the article, when it names none; without paths, addresses of pages to fetch (robots.txt is obeyed).",
            HelpName = "U",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = CliValues.Addresses,
        };
        var verb = new Command("ingest", "Take articles in; an article that is known already is left alone.") { paths, defaults.Published, defaults.Source, urls };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var (named, addresses) = (parsed.GetValue(paths) ?? [], parsed.GetValue(urls) ?? []);
            if (named.Length == 0 && addresses.Length == 0)
            {
                throw new UsageException("Expected paths, - for standard input, or --url with addresses of pages.");
            }

            if (named.Length > 0 && addresses.Length > 1)
            {
                throw new UsageException($"Expected one --url for the article that is read, found {addresses.Length}. To fetch pages, name no paths.");
            }

            await using var application = await context.Open(parsed, cancellation);
            var given = defaults.From(parsed);
            await using var input = Console.OpenStandardInput();
            var articles = named.Length > 0
                ? ArticleFiles.Read(named, input, given with { Url = addresses.FirstOrDefault() }, cancellation)
                : application.FetchPages.Read(addresses, given, address => TakeBack(context, application, address, cancellation), cancellation);
            var totals = await Ingest(context, application, articles, DateTimeZone.Utc, reportKnown: true, cancellation, context.IsJson(parsed));
            await CliContext.CatchUp(application, cancellation);
            return totals.ExitCode;
        });
        return verb;
    }

    // A page that is gone for good takes its article with it.
    static async Task TakeBack(CliContext context, BriefingsApplication application, Uri address, CancellationToken cancellation)
    {
        if (await application.RetractArticle.Handle(address.AbsoluteUri, "Its page is gone: the server answers 410 Gone.", cancellation) is { } stream)
        {
            await context.Error.WriteLineAsync($"{CliText.Printable(address.AbsoluteUri)}: its article {stream} is retracted.");
        }
    }

    /// <summary>Takes in files and folders of them; nothing when none is named.</summary>
    public static async Task<IngestTotals> Ingest(
        CliContext context, BriefingsApplication application, string[] paths, ReadDefaults defaults, DateTimeZone zone, bool reportKnown, CancellationToken cancellation)
    {
        if (paths.Length == 0)
        {
            return new IngestTotals();
        }

        await using var input = Console.OpenStandardInput();
        return await Ingest(context, application, ArticleFiles.Read(paths, input, defaults, cancellation), zone, reportKnown, cancellation);
    }

    /// <param name="zone">Where the newest day is counted.</param>
    /// <param name="reportKnown">Whether the totals are data for standard output, or talk.</param>
    /// <param name="json">Whether each result is written as JSON to standard output.</param>
    static async Task<IngestTotals> Ingest(
        CliContext context, BriefingsApplication application, IAsyncEnumerable<ReadOutcome> articles, DateTimeZone zone, bool reportKnown, CancellationToken cancellation, bool json = false)
    {
        var totals = new IngestTotals();
        var progress = new ProgressLine(context.Error, context.Clock, "articles");
        var done = 0;
        await foreach (var result in application.IngestArticles.Handle(articles, cancellation))
        {
            totals = totals.With(result, zone);
            if (result.Note is { } note)
            {
                progress.Clear();
                await context.Error.WriteLineAsync($"{CliText.Printable(result.Origin)}: {CliText.Printable(note)}");
            }

            if (json)
            {
                await context.WriteJson(result);
            }

            progress.Show(++done);
        }

        progress.Clear();

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
