using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class BriefTests : EndToEndTest
{
    [Fact]
    public async Task Brief_prints_the_path_of_a_pdf_and_again_the_same_bytes()
    {
        var first = await Briefings.Run("brief", BriefingsProcess.Seeds);
        Assert.Equal("", first.ExitCode == 0 ? "" : first.Error);
        var path = Assert.Single(first.Lines);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.True(bytes.AsSpan().StartsWith("%PDF-"u8));

        var second = await Briefings.Run("brief", BriefingsProcess.Seeds);
        Assert.Contains("0 new", second.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(second.Lines.Single(), TestContext.Current.CancellationToken));
        Assert.Single((await Briefings.Run("editions")).Lines);
    }

    [Fact]
    public async Task Every_quote_of_the_briefing_stands_in_a_sample_article()
    {
        var run = await Briefings.Run("brief", BriefingsProcess.Seeds, "--format", "json");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(run.Lines.Single(), TestContext.Current.CancellationToken));
        var articles = Directory.GetFiles(BriefingsProcess.Seeds, "*.md").Select(File.ReadAllText).ToList();
        var quotes = document.RootElement.GetProperty("sources").EnumerateArray().SelectMany(s => s.GetProperty("quotes").EnumerateArray()).Select(q => q.GetProperty("text").GetString() ?? "").ToList();
        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.Contains(articles, a => a.Contains(quote, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Briefing_of_the_samples_shows_two_stories_a_correction_and_a_contradiction()
    {
        var run = await Briefings.Run("brief", BriefingsProcess.Seeds, "--format", "json");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(run.Lines.Single(), TestContext.Current.CancellationToken));
        var stories = document.RootElement.GetProperty("stories").EnumerateArray().ToList();
        Assert.Equal(2, stories.Count);
        Assert.Contains(stories, s => s.GetProperty("differences").EnumerateArray().Any(d => Written(d).Contains("17", StringComparison.Ordinal) && Written(d).Contains("14", StringComparison.Ordinal)));
        var correction = Assert.Single(document.RootElement.GetProperty("corrections").EnumerateArray());
        Assert.Contains("Wednesday", correction.GetProperty("old").GetString(), StringComparison.Ordinal);
        Assert.Contains("Tuesday", correction.GetProperty("new").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edition_has_the_recorded_hash_after_a_replay_in_another_locale_and_zone()
    {
        var path = (await Briefings.Run("brief", BriefingsProcess.Seeds)).Lines.Single();
        var edition = JsonDocument.Parse((await Briefings.Run("editions", "--json")).Lines.Single()).RootElement.GetProperty("published");
        Assert.Equal(edition.GetProperty("pdfSha256").GetString(), await Sha256(path));

        Assert.Equal(0, (await Briefings.Run("replay", "--all")).ExitCode);
        (Briefings.Environment["TZ"], Briefings.Environment["LC_ALL"]) = ("Pacific/Kiritimati", "tr_TR.UTF-8");
        var position = edition.GetProperty("logPosition").GetInt64().ToString(CultureInfo.InvariantCulture);
        var again = await Briefings.Run("brief", "--profile", "andean-desk", "--date", edition.GetProperty("day").GetString() ?? "", "--as-of", position, "-o", "again.pdf");
        Assert.Equal(edition.GetProperty("pdfSha256").GetString(), await Sha256(again.Lines.Single()));
    }

    [Fact]
    public async Task Day_without_articles_says_so()
    {
        var run = await Briefings.Run("brief", "--date", "2026-02-02", "--format", "md");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No article in the log", await File.ReadAllTextAsync(run.Lines.Single(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_of_a_position_before_a_correction_gives_the_bytes_from_before()
    {
        var article = Briefings.Write("a.md", "---\nsource: A\npublished: 2026-02-02\nurl: https://a.example/1\n---\nPresident Gustavo Petro will meet President Donald Trump on Tuesday.\n");
        await Briefings.Run("ingest", article);
        var position = (await Briefings.Run("events", "--json")).Lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("position").GetInt64()).Max().ToString(CultureInfo.InvariantCulture);
        string[] view = ["brief", "--date", "2026-02-02", "--as-of", position, "-o"];
        var before = await Sha256((await Briefings.Run([.. view, "before.pdf"])).Lines.Single());

        Briefings.Write("a.md", "---\nsource: A\npublished: 2026-02-02\nurl: https://a.example/1\n---\nPresident Gustavo Petro will meet President Donald Trump on Wednesday.\n");
        Assert.Contains("1 corrected", (await Briefings.Run("ingest", article)).Output, StringComparison.Ordinal);
        Assert.Equal(before, await Sha256((await Briefings.Run([.. view, "after.pdf"])).Lines.Single()));
    }

    static string Written(JsonElement element) => element.GetRawText();

    static async Task<string> Sha256(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
}
