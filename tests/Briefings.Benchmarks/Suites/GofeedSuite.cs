using System.Text.Json.Nodes;
using Briefings.Feeds.Formats;

namespace Briefings.Benchmarks.Suites;

/// <summary>mmcdole/gofeed: its translator's feeds with what it expects of each, and every feed of its test data for crashes.</summary>
static class GofeedSuite
{
    public static IReadOnlyList<SuiteScore> Run(string folder, bool showMisses)
    {
        var data = Path.Combine(folder, "testdata");
        var counts = new Dictionary<string, (int Equal, int All)>(StringComparer.Ordinal);
        var crashes = 0;
        foreach (var (feed, expected) in Cases(Path.Combine(data, "translator")))
        {
            var wanted = Fields(JsonNode.Parse(File.ReadAllText(expected)));
            var found = Read(feed, ref crashes) is { } document ? Fields(document) : [];
            var isEqual = true;
            foreach (var field in wanted.Keys.Union(found.Keys, StringComparer.Ordinal))
            {
                var name = field[(field.LastIndexOf(' ') + 1)..];
                var same = wanted.GetValueOrDefault(field) == found.GetValueOrDefault(field);
                isEqual &= same;
                counts[name] = (counts.GetValueOrDefault(name).Equal + (same ? 1 : 0), counts.GetValueOrDefault(name).All + 1);
                if (!same)
                {
                    SuiteScores.Miss(showMisses, $"{Path.GetFileName(feed)}: {field}: expected \"{wanted.GetValueOrDefault(field)}\", found \"{found.GetValueOrDefault(field)}\"");
                }
            }

            counts["whole feeds"] = (counts.GetValueOrDefault("whole feeds").Equal + (isEqual ? 1 : 0), counts.GetValueOrDefault("whole feeds").All + 1);
        }

        var read = 0;
        foreach (var file in Directory.EnumerateFiles(data, "*.*", SearchOption.AllDirectories))
        {
            _ = Read(file, ref crashes);
            read++;
        }

        return [.. counts.Select(c => new SuiteScore($"{c.Key} equal", (double)c.Value.Equal / c.Value.All, c.Value.All)), new SuiteScore("crashes (count)", crashes, read)];
    }

    static IEnumerable<(string Feed, string Expected)> Cases(string translator)
    {
        foreach (var feed in Directory.EnumerateFiles(translator, "*.xml", SearchOption.AllDirectories))
        {
            yield return (feed, Path.ChangeExtension(feed, ".json"));
        }

        foreach (var expected in Directory.EnumerateFiles(translator, "*_expected.json", SearchOption.AllDirectories))
        {
            yield return (expected.Replace("_expected", "", StringComparison.Ordinal), expected);
        }
    }

    static FeedDocument? Read(string file, ref int crashes)
    {
        try
        {
            return FeedReader.Read(File.ReadAllBytes(file)).Feed;
        }
        catch (Exception e)
        {
            crashes++;
            Console.Error.WriteLine($"{file}: {e.GetType().Name}: {e.Message}");
            return null;
        }
    }

    static Dictionary<string, string?> Fields(JsonNode? feed)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        Add("feed", feed);
        var number = 0;
        foreach (var item in feed?["items"]?.AsArray() ?? [])
        {
            Add(FormattableString.Invariant($"item {++number}"), item);
        }

        return fields;

        void Add(string what, JsonNode? node)
        {
            Set(fields, what, "title", node?["title"]?.GetValue<string>());
            Set(fields, what, "link", node?["link"]?.GetValue<string>());
            Set(fields, what, "date", node?["published"]?.GetValue<string>() ?? node?["updated"]?.GetValue<string>());
            var author = node?["author"] ?? node?["authors"]?.AsArray().FirstOrDefault();
            Set(fields, what, "author", Person(author?["name"]?.GetValue<string>(), author?["email"]?.GetValue<string>()));
        }
    }

    static Dictionary<string, string?> Fields(FeedDocument feed)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        Add("feed", feed.Title, feed.Link, feed.Published ?? feed.Updated, feed.Author);
        foreach (var item in feed.Items)
        {
            Add(FormattableString.Invariant($"item {item.Number}"), item.Title, item.Link, item.Published ?? item.Updated, item.Author);
        }

        return fields;

        void Add(string what, FeedText? title, string? link, string? date, FeedPerson? author)
        {
            Set(fields, what, "title", title?.Words);
            Set(fields, what, "link", link);
            Set(fields, what, "date", date);
            Set(fields, what, "author", author is null ? null : Person(author.Name, author.Email));
        }
    }

    static void Set(Dictionary<string, string?> fields, string what, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            fields[$"{what} {name}"] = value.Trim();
        }
    }

    static string Person(string? name, string? email) => $"{name} <{email}>" is var person && person == " <>" ? "" : person;
}
