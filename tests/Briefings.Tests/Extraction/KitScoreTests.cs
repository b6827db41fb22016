using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.Extraction;

/// <summary>Holds the scores on the development halves of the extraction kit, where the kit is at hand.</summary>
public sealed class KitScoreTests
{
    /// <summary>A score may fall by this much below the recorded one.</summary>
    const double Tolerance = 0.01;

    static readonly FrameSet Frames = NewsEventCatalog.Load().Frames;

    [Fact]
    public void Sentences_keep_their_score()
    {
        var score = Events("events-open-dev", new Extractor(Frames));

        AtLeast(0.926, score, "top_k", "root", "F1");
        AtLeast(0.964, score, "top_k", "quad", "F1");
        AtLeast(0.783, score, "top_k", "root+source+target", "F1");
    }

    [Fact]
    public void Mechanics_keep_their_score()
    {
        var own = CustomActors.Read(File.ReadAllText(Kit("mechanics-petr-actors.txt")), File.ReadAllText(Kit("mechanics-petr-agents.txt")));

        var score = Events("mechanics-petr-dev", new Extractor(Frames, own));

        AtLeast(0.748, score, "top_k", "root+source+target", "F1");
        Assert.InRange(score["false_alarm_rate"]!.GetValue<double>(), 0, 0.15);
    }

    [Fact]
    public void Articles_keep_their_score()
    {
        var articles = File.ReadLines(Kit("wikinews-dev.jsonl")).Select(l => JsonNode.Parse(l)!).Select(n => (Id: (string)n["id"]!, Text: (string)n["text"]!, On: Day(n["date"]))).ToList();
        var gold = File.ReadLines(Kit("articles-wikinews-gold-dev.jsonl")).Select(l => (string)JsonNode.Parse(l)!["article"]!).ToHashSet(StringComparer.Ordinal);

        var score = Articles("articles-wikinews-gold-dev", articles.Where(a => gold.Contains(a.Id)));

        AtLeast(0.622, score, "root+actors", "F1");
        AtLeast(0.72, score, "root+actors", "core_recall");
    }

    [Fact]
    public void Seeds_keep_their_score()
    {
        var published = new DateOnly(2026, 2, 2);
        var seeds = Directory.GetFiles(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Kit("seed-gold.jsonl"))))! + "/seeds", "*.txt").Order(StringComparer.Ordinal).Select((f, i) => (Id: $"seed-{i:000}", Text: File.ReadAllText(f), On: published));

        var score = Articles("seed-gold", seeds);

        AtLeast(0.993, score, "class+actors+date+modality", "F1");
        AtLeast(1.0, score, "class+actors+date+modality", "core_recall");
        AtLeast(0.987, score, "cross_article_pairs", "F1");
    }

    [Fact]
    public void Dates_keep_their_score()
    {
        AtLeast(0.991, Dates("dates-wikinews-dev"), "all", "F1");
        AtLeast(0.979, Dates("dates-open-dev"), "all", "F1");
    }

    static JsonNode Events(string set, Extractor extractor) =>
        Score("events", set, File.ReadLines(Kit(set + ".jsonl")).Select(l => JsonNode.Parse(l)!).Select(n => new JsonObject
        {
            ["id"] = (string)n["id"]!,
            ["events"] = new JsonArray([.. extractor.ExtractSentence((string)n["id"]!, (string)n["text"]!, Day(n["date"])).Select(Event)]),
        }));

    static JsonNode Articles(string set, IEnumerable<(string Id, string Text, DateOnly On)> articles) =>
        Score("articles", set, articles.Select(a => new JsonObject { ["article"] = a.Id, ["events"] = new JsonArray([.. new Extractor(Frames).Extract(new ArticleText(a.Id, a.Text, a.On)).Events.Select(Event)]) }));

    static JsonNode Dates(string set) =>
        Score("dates", set, File.ReadLines(Kit(set + ".jsonl")).Select(l => JsonNode.Parse(l)!).Where(n => n["expression"] is not null).Select(n =>
        {
            var when = DateResolver.Resolve((string)n["text"]!, Day(n["reference"]), (string)n["expression"]!);
            return new JsonObject { ["id"] = (string)n["id"]!, ["start"] = Iso(when?.Start), ["end"] = Iso(when?.End) };
        }));

    static JsonNode Event(ReportedEvent found) => new JsonObject
    {
        ["root"] = found.Root,
        ["class"] = found.Type,
        ["quote"] = found.Evidence.Quote,
        ["source"] = Actors(found.Source),
        ["target"] = Actors(found.Target),
        ["date"] = Iso(found.When.Start),
        ["modality"] = found.Modality switch { Modality.Alleged => "claimed", Modality.Projected => "speculated", var other => other.ToString().ToLowerInvariant() },
        ["cluster"] = found.Cluster,
        ["confidence"] = found.Confidence,
    };

    static JsonArray Actors(IReadOnlyList<Actor> actors) => new([.. actors.Select(a => new JsonObject { ["text"] = a.Name, ["code"] = a.Code })]);

    static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly Day(JsonNode? node) => DateOnly.Parse((string)node!, CultureInfo.InvariantCulture);

    static void AtLeast(double recorded, JsonNode score, params string[] path)
    {
        var value = path.Aggregate(score, (node, key) => node[key]!).GetValue<double>();
        Assert.True(value >= recorded - Tolerance, $"{string.Join(' ', path)} fell to {value}, recorded {recorded}.");
    }

    static JsonNode Score(string kind, string set, IEnumerable<JsonObject> answers)
    {
        var output = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(output, answers.Select(a => a.ToJsonString(JsonSerializerOptions.Default)));
            var start = new ProcessStartInfo("python3", [Kit("score.py"), kind, Kit(set + ".jsonl"), output, "--json"]) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Start(start);
            return JsonNode.Parse(process.StandardOutput.ReadToEnd())!;
        }
        finally
        {
            File.Delete(output);
        }
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not on this machine.");
            throw;
        }
    }

    /// <summary>The kit named by BRIEFINGS_KIT, or the one beside the repository.</summary>
    static string Kit(string file)
    {
        var folder = Environment.GetEnvironmentVariable("BRIEFINGS_KIT");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); folder is null && at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Briefings.sln")))
                folder = Path.Combine(at.FullName, "..", "shared", "kits", "extraction");
        var path = Path.Combine(folder ?? "", file);
        Assert.SkipUnless(File.Exists(path), "The extraction kit is not here; BRIEFINGS_KIT names its folder.");
        return path;
    }
}
