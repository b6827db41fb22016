using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Npgsql;

namespace Briefings.Benchmarks;

/// <summary>NDJSON articles of 300 words from file to projections, against reading and extracting them and doing nothing else.</summary>
static class IngestBenchmark
{
    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var articles = small ? 100 : 10_000;
        var file = Path.Combine(Path.GetTempPath(), $"briefings-ingest-{Environment.ProcessId}.ndjson");
        await using (var server = NpgsqlDataSource.Create(connection))
        {
            await BenchmarkLog.Execute(server, "create database ingest_benchmark");
        }

        try
        {
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, articles).Select(Line));
            await using var application = await BriefingsApplication.Open(new NpgsqlConnectionStringBuilder(connection) { Database = "ingest_benchmark" }.ConnectionString, TimeProvider.System, CancellationToken.None);
            var extracting = await Seconds(() => Extract(file, application.NewsEvents));
            var taking = await Seconds(() => Take(application, file, IngestOutcome.New));
            var projecting = await Seconds(() => application.Projections.CatchUp());
            var again = await Seconds(() => Take(application, file, IngestOutcome.Known));
            return
            [
                new($"ingest, {articles:#,0} articles of 300 words, projections included", "articles/s", articles / (taking + projecting), articles / extracting, "reading and extraction alone", HigherIsBetter: true),
                new("of that, read, extract and append", "articles/s", articles / taking, articles / extracting, "reading and extraction alone", HigherIsBetter: true),
                new("the same again, all known", "articles/s", articles / again, null, "", HigherIsBetter: true),
                new("ingest, peak resident memory of the process", "MB", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, null, "", HigherIsBetter: false),
            ];
        }
        finally
        {
            File.Delete(file);
        }
    }

    static async Task Take(BriefingsApplication application, string file, IngestOutcome expected)
    {
        await foreach (var result in application.IngestArticles.Handle(ArticleFiles.Read([file], Stream.Null, new ReadDefaults(), CancellationToken.None), CancellationToken.None))
        {
            if (result.Outcome != expected)
            {
                throw new InvalidOperationException($"Expected {result.Origin} to be {expected}, found {result.Outcome}: {result.Note}");
            }
        }
    }

    static async Task Extract(string file, NewsEventCatalog catalog)
    {
        var extractor = new Extractor(catalog.Frames);
        await Parallel.ForEachAsync(ArticleFiles.Read([file], Stream.Null, new ReadDefaults(), CancellationToken.None), (read, _) =>
        {
            var draft = ((ReadOutcome.Read)read).Draft;
            extractor.Extract(new ArticleText(draft.Origin, draft.Text, draft.Published.Day, draft.Title));
            return ValueTask.CompletedTask;
        });
    }

    static async Task<double> Seconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static readonly string[] People = ["Gustavo Petro", "Donald Trump", "Emmanuel Macron", "Olaf Scholz", "Lula da Silva", "Narendra Modi", "Keir Starmer", "Xi Jinping", "Recep Tayyip Erdogan", "Javier Milei", "Claudia Sheinbaum", "Giorgia Meloni"];

    static readonly string[] Countries = ["Colombia", "Peru", "France", "Germany", "Brazil", "India", "Mexico", "Turkey", "Argentina", "Italy", "Kenya", "Japan", "Egypt", "Poland", "Chile", "Ghana"];

    static readonly string[] Topics = ["border trade", "fishing rights", "port fees", "drug trafficking", "gas supplies", "grain exports", "visa rules", "water treaties", "migration", "mining permits", "air routes", "steel tariffs"];

    static readonly string[] Templates =
    [
        "{0} met {1} in the capital of {2} on Tuesday to discuss {4}.",
        "The foreign ministry of {2} said it would send a delegation to {3} next week for talks on {4}.",
        "{0} criticised the decision of the government of {3} and called for a review of {4}.",
        "Police in {2} arrested {5} people during a protest over {4}, officials said.",
        "The government of {3} rejected the proposal and warned of sanctions if {4} remain unresolved.",
        "Analysts said the dispute over {4} has weighed on relations between {2} and {3} for {5} months.",
        "{1} is expected to visit {2} on 12 March, according to a statement by the presidency.",
        "Workers at the largest terminal of {3} have been on strike since Monday, and ships are queueing off the coast.",
        "Residents of the region say prices have risen and that deliveries arrive late or not at all.",
    ];

    /// <summary>Fifteen hundred matters of three to a dozen articles each, as a month of the wire has.</summary>
    static string Line(int n)
    {
        var matter = n % 1500;
        var random = new Random(n);
        var topic = $"{Topics[matter % Topics.Length]} in district {matter}";
        var (a, b) = (Countries[matter % Countries.Length], Countries[(matter / 7) % Countries.Length]);
        var text = new StringBuilder();
        for (var words = 0; words < 300;)
        {
            var sentence = string.Format(CultureInfo.InvariantCulture, Templates[random.Next(Templates.Length)], People[matter % People.Length], People[random.Next(People.Length)], a, b, topic, random.Next(2, 90));
            words += sentence.Count(c => c == ' ') + 1;
            text.Append(sentence).Append(random.Next(4) == 0 ? "\n\n" : " ");
        }

        var day = new DateOnly(2026, 1, 1).AddDays(n * 30 / 20_000 % 60);
        return JsonSerializer.Serialize(new { title = $"Dispatch {n} on {topic}", outlet = $"Outlet {n % 40}", published = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), url = $"https://outlet-{n % 40}.example/{n}", text = text.ToString() });
    }
}
