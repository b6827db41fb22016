using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Benchmarks;

/// <summary>Runs the extractor over the gold data of the extraction kit and prints what its scorer says. The kit is not part of the repository.</summary>
static class KitScores
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The figures that are printed: set, the scorer's path to the figure, the name it goes by.</summary>
    static readonly (string Set, string[] Path, string Name)[] Figures =
    [
        ("events-open-dev", ["top_k", "root", "F1"], "root"),
        ("events-open-dev", ["top_k", "quad", "F1"], "quad"),
        ("events-open-dev", ["top_k", "root+source+target", "F1"], "root+source+target"),
        ("mechanics-petr-dev", ["top_k", "root+source+target", "F1"], "root+source+target"),
        ("mechanics-petr-dev", ["false_alarm_rate"], "false alarms"),
        ("seed-gold", ["class+actors+date+modality", "F1"], "class+actors+date+modality"),
        ("seed-gold", ["sentence+class", "core_recall"], "core recall"),
        ("seed-gold", ["cross_article_pairs", "F1"], "cross-article pairs"),
        ("articles-wikinews-gold-dev", ["root+actors", "F1"], "root+actors"),
        ("articles-wikinews-gold-dev", ["root+actors", "core_recall"], "core recall"),
        ("dates-wikinews-dev", ["all", "F1"], "dates"),
        ("dates-open-dev", ["date", "F1"], "dates"),
        ("dates-open-dev", ["daterange", "F1"], "date ranges"),
    ];

    /// <param name="kit">Folder of the kit.</param>
    /// <returns>Exit code: 0 done, 3 the kit or python3 is missing.</returns>
    public static async Task<int> Run(string kit)
    {
        if (!File.Exists(Path.Combine(kit, "score.py")))
        {
            await Console.Error.WriteLineAsync($"Expected the extraction kit in {kit}, found no score.py there. Name its folder: scores DIR");
            return 3;
        }

        var folder = Directory.CreateTempSubdirectory("briefings-scores-").FullName;
        try
        {
            Console.WriteLine("| set | figure | score |");
            Console.WriteLine("|---|---|---|");
            var scores = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
            foreach (var (set, path, name) in Figures)
            {
                if (!scores.TryGetValue(set, out var found))
                {
                    scores[set] = found = await Score(kit, set, folder);
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {set} | {name} | {path.Aggregate(found, (node, key) => node?[key])?.GetValue<double>():0.000} |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<JsonNode?> Score(string kit, string set, string folder)
    {
        var gold = Path.Combine(kit, set + ".jsonl");
        var answers = Path.Combine(folder, set + ".jsonl");
        var (kind, lines) = set switch
        {
            _ when set.StartsWith("dates", StringComparison.Ordinal) => ("dates", Dates(gold)),
            "seed-gold" => ("articles", Seeds(kit)),
            "articles-wikinews-gold-dev" => ("articles", Wikinews(kit, gold)),
            _ => ("events", Events(kit, set, gold)),
        };
        await File.WriteAllLinesAsync(answers, lines);
        using var scorer = Process.Start(new ProcessStartInfo("python3", [Path.Combine(kit, "score.py"), kind, gold, answers, "--json"]) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("Expected python3 on the PATH.");
        var output = await scorer.StandardOutput.ReadToEndAsync();
        await scorer.WaitForExitAsync();
        return JsonNode.Parse(output);
    }

    static IEnumerable<JsonElement> Records(string path) => File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);

    static IEnumerable<string> Events(string kit, string set, string gold)
    {
        // The mechanics set speaks of invented countries, listed beside it.
        var custom = set.StartsWith("mechanics", StringComparison.Ordinal)
            ? CustomActors.Read(File.ReadAllText(Path.Combine(kit, "mechanics-petr-actors.txt")), File.ReadAllText(Path.Combine(kit, "mechanics-petr-agents.txt")))
            : null;
        var extractor = new Extractor(NewsEventCatalog.Load().Frames, custom);
        foreach (var record in Records(gold))
        {
            var id = Text(record, "id");
            yield return JsonSerializer.Serialize(new { id, events = extractor.ExtractSentence(id, Text(record, "text"), Day(record, "date")) }, Json);
        }
    }

    static IEnumerable<string> Dates(string gold)
    {
        foreach (var record in Records(gold))
        {
            var reference = Day(record, "reference") ?? default;
            var when = record.GetProperty("expression").ValueKind == JsonValueKind.String
                ? DateResolver.Resolve(Text(record, "text"), Text(record, "expression"), reference)
                : DateResolver.Find(Text(record, "text"), reference) is [var first, ..] ? first.When : When.Unknown;
            yield return JsonSerializer.Serialize(new { id = Text(record, "id"), start = when.Start, end = when.End }, Json);
        }
    }

    static IEnumerable<string> Seeds(string kit)
    {
        var files = Directory.GetFiles(Path.Combine(kit, "..", "..", "seeds"), "*.txt").Order(StringComparer.Ordinal).ToList();
        return Articles(files.Select((file, i) => (FormattableString.Invariant($"seed-{i:000}"), File.ReadAllText(file), (DateOnly?)new DateOnly(2026, 2, 2))));
    }

    static IEnumerable<string> Wikinews(string kit, string gold)
    {
        var wanted = Records(gold).Select(r => Text(r, "article")).ToHashSet(StringComparer.Ordinal);
        return Articles(Records(Path.Combine(kit, "wikinews-dev.jsonl")).Where(r => wanted.Contains(Text(r, "id"))).Select(r => (Text(r, "id"), Text(r, "text"), Day(r, "date"))));
    }

    static IEnumerable<string> Articles(IEnumerable<(string Id, string Text, DateOnly? Published)> articles)
    {
        var extractor = new Extractor(NewsEventCatalog.Load().Frames);
        foreach (var (article, text, published) in articles)
        {
            var events = extractor.Extract(new ArticleText(article, text, published)).Events;
            yield return JsonSerializer.Serialize(new { article, events = events.Select(Mention) }, Json);
        }
    }

    /// <summary>An event in the scorer's words: it says claimed and speculated where we say alleged and projected.</summary>
    static object Mention(ReportedEvent reported) => new
    {
        quote = reported.Evidence.Quote,
        @class = reported.Type,
        reported.Root,
        reported.Source,
        reported.Target,
        date = reported.When.Start,
        modality = reported.Modality switch { Modality.Alleged => "claimed", Modality.Projected => "speculated", var other => other.ToString().ToLowerInvariant() },
        reported.Cluster,
    };

    static string Text(JsonElement record, string field) => record.GetProperty(field).GetString() ?? "";

    static DateOnly? Day(JsonElement record, string field) =>
        record.TryGetProperty(field, out var day) && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
}
