using System.IO.Compression;
using System.Text.Json.Nodes;
using Briefings.Articles.Reading;
using Briefings.Pages;

namespace Briefings.Benchmarks.Suites;

/// <summary>mozilla/readability: titles and text of its test pages. scrapinghub/article-extraction-benchmark: text of its pages.</summary>
static class PageSuites
{
    public static IReadOnlyList<SuiteScore> Readability(string folder, bool showMisses)
    {
        var (titles, bylines, named, f1, pages) = (0, 0, 0, 0.0, 0);
        foreach (var test in Directory.GetDirectories(Path.Combine(folder, "test", "test-pages")).Order(StringComparer.Ordinal))
        {
            var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(test, "expected-metadata.json")));
            var text = Markup.Parse(File.ReadAllText(Path.Combine(test, "expected.html"))) is { Body: { } body } ? body.TextContent : "";
            var reading = PageReader.Read(File.ReadAllBytes(Path.Combine(test, "source.html")));
            var score = TokenF1.Between(text, reading.Page?.Text ?? "");
            var title = CleanText.Line(expected?["title"]?.GetValue<string>());
            if (title != reading.Page?.Title)
            {
                SuiteScores.Miss(showMisses, $"{Path.GetFileName(test)}: title: expected \"{title}\", found \"{reading.Page?.Title}\"");
            }

            if (score < 0.9)
            {
                SuiteScores.Miss(showMisses, FormattableString.Invariant($"{Path.GetFileName(test)}: text {score:0.000}, {text.Length} expected, {reading.Page?.Text.Length} found {reading.Defect}"));
            }

            var byline = CleanText.Line(expected?["byline"]?.GetValue<string>());
            (named, bylines) = byline is null ? (named, bylines) : (named + 1, bylines + (byline == reading.Page?.Byline ? 1 : 0));
            (titles, f1, pages) = (titles + (title == reading.Page?.Title ? 1 : 0), f1 + score, pages + 1);
        }

        return [new("titles equal", (double)titles / pages, pages), new("text F1 by token", f1 / pages, pages), new("bylines equal", (double)bylines / named, named)];
    }

    public static IReadOnlyList<SuiteScore> ArticleExtraction(string folder, bool showMisses)
    {
        var (f1, precisions, recalls) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var (id, truth) in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "ground-truth.json")))?.AsObject() ?? [])
        {
            using var file = new GZipStream(File.OpenRead(Path.Combine(folder, "html", id + ".html.gz")), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            var expected = truth?["articleBody"]?.GetValue<string>() ?? "";
            var reading = PageReader.Read(bytes.ToArray());
            var found = reading.Page?.Text ?? "";
            f1.Add(TokenF1.Between(expected, found));
            var (same, extra, missed) = TokenF1.Shingles(expected, found);
            precisions.AddRange(same + extra > 0 ? [same / (same + extra)] : []);
            recalls.AddRange(same + missed > 0 ? [same / (same + missed)] : []);
            if (f1[^1] < 0.85)
            {
                SuiteScores.Miss(showMisses, FormattableString.Invariant($"{id[..12]} {truth?["url"]}: text {f1[^1]:0.000}, {expected.Length} expected, {found.Length} found {reading.Defect}"));
            }
        }

        var (precision, recall) = (precisions.Average(), recalls.Average());
        return
        [
            new("text F1 by token", f1.Average(), f1.Count), new("F1 as its own script counts", 2 * precision * recall / (precision + recall), f1.Count),
            new("precision", precision, precisions.Count), new("recall", recall, recalls.Count),
        ];
    }
}
