using System.Text;
using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class ReextractArticlesTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static string Meeting(int number) =>
        $"President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on Wednesday. Petro criticised US strikes on boats in the Caribbean. This is dispatch number {number} of the wire.";

    [Fact]
    public async Task Same_rules_change_nothing()
    {
        var article = await newsroom.Ingest(Newsroom.Draft(Meeting(1), url: "https://a.example/1"));
        var result = await newsroom.Application.ReextractArticles.Handle(article.Stream!, dryRun: false, Cancellation);
        Assert.Equal((false, article.NewsEvents), (result!.IsChanged, result.Kept));
        Assert.Equal(1 + article.NewsEvents, (await newsroom.Stream(article.Stream)).Count);
    }

    [Fact]
    public async Task Other_rules_append_what_differs_and_a_second_time_nothing()
    {
        var article = await newsroom.Ingest(Newsroom.Draft(Meeting(2), url: "https://a.example/2"));
        var reextract = With(new OtherRules(newsroom.Application.Extractor));
        var dry = await reextract.Handle(article.Stream!, dryRun: true, Cancellation);
        Assert.Equal(1 + article.NewsEvents, (await newsroom.Stream(article.Stream)).Count);
        var result = await reextract.Handle(article.Stream!, dryRun: false, Cancellation);
        Assert.Equal(dry, result);
        Assert.Equal((true, 1, article.NewsEvents - 2, 0), (result!.IsChanged, result.Changed, result.Withdrawn, result.Added));
        var body = Assert.Single((await newsroom.Stream(article.Stream)).Select(e => e.Body).OfType<ArticleReextracted>());
        Assert.Equal(["modality"], body.Changed.Single().Fields);
        Assert.Equal(Modality.Alleged, (await Standing(article)).Single(e => e.Key == body.Changed.Single().New).Value.Reported.Modality);
        Assert.False((await reextract.Handle(article.Stream!, dryRun: false, Cancellation))!.IsChanged);
    }

    [Fact]
    public async Task Original_is_read_again_and_a_text_that_reads_differently_is_a_revision()
    {
        var page = Encoding.UTF8.GetBytes($"---\ntitle: Talks\n---\n{Meeting(3)}");
        var draft = Newsroom.Draft("An earlier reader lost the text.", url: "https://a.example/3") with { Format = "markdown", Original = new DraftOriginal(page, "markdown") };
        var article = await newsroom.Ingest(draft);
        var result = await newsroom.Application.ReextractArticles.Handle(article.Stream!, dryRun: false, Cancellation);
        Assert.True(result!.Added >= 2, $"Expected the events of the text to be added, found {result}");
        var again = Assert.Single((await newsroom.Stream(article.Stream)).Select(e => e.Body).OfType<ArticleReextracted>());
        Assert.Equal((2, Meeting(3)), (again.Revision, again.Text));
        Assert.All(await Standing(article), e => Assert.Equal(2, e.Value.Revision));
        Assert.Equal(IngestOutcome.Known, (await newsroom.Ingest(Newsroom.Draft(Meeting(3), url: "https://a.example/3"))).Outcome);
    }

    [Fact]
    public async Task Item_of_a_feed_is_read_again_by_itself()
    {
        var feed = Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel><title>Wire</title><item><title>Talks</title><link>https://a.example/feed</link><pubDate>Mon, 02 Feb 2026 06:00:00 GMT</pubDate><description>{Meeting(6)}</description></item></channel></rss>");
        using var stream = new MemoryStream(feed);
        var outcome = await ArticleFiles.Read(["-"], stream, new ReadDefaults(), Cancellation).SingleAsync(Cancellation);
        var article = await newsroom.Ingest(((ReadOutcome.Read)outcome).Draft);
        var result = await newsroom.Application.ReextractArticles.Handle(article.Stream!, dryRun: false, Cancellation);
        Assert.Equal((false, false, null), (result!.IsChanged, result.IsRefused, result.Note));
        Assert.NotNull((await StandingArticle.Read(newsroom.Application.Log, article.Stream!, Cancellation)).Original);
    }

    [Fact]
    public async Task Original_that_is_gone_or_altered_is_refused_by_name()
    {
        var original = new DraftOriginal(Encoding.UTF8.GetBytes("Another text of the page."), "text");
        var article = await newsroom.Ingest(Newsroom.Draft(Meeting(4), url: "https://a.example/4") with { Original = original });
        await newsroom.Application.Originals.Delete(OriginalFiles.Describe(original), Cancellation);
        var result = await newsroom.Application.ReextractArticles.Handle(article.Stream!, dryRun: false, Cancellation);
        Assert.True(result!.IsRefused);
        Assert.Contains("not kept", result.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retracted_article_is_left_alone_and_an_unknown_one_is_not_found()
    {
        var article = await newsroom.Ingest(Newsroom.Draft(Meeting(5), url: "https://a.example/5"));
        await newsroom.Application.RetractArticle.Handle("https://a.example/5", "invented", Cancellation);
        Assert.Contains("retracted", (await With(new OtherRules(newsroom.Application.Extractor)).Handle(article.Stream!, dryRun: false, Cancellation))!.Note, StringComparison.Ordinal);
        Assert.Null(await newsroom.Application.ReextractArticles.Handle("article-none", dryRun: false, Cancellation));
    }

    ReextractArticles With(IExtractor extractor) =>
        new(newsroom.Application.Log, newsroom.Application.Documents, newsroom.Application.Originals, extractor, newsroom.Application.NewsEvents);

    async Task<IReadOnlyList<KeyValuePair<Guid, NewsEvent>>> Standing(IngestResult article) =>
        (await StandingArticle.Read(newsroom.Application.Log, article.Stream!, Cancellation)).NewsEvents;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Keeps the first two events and takes the first for alleged.</summary>
    sealed class OtherRules(IExtractor rules) : IExtractor
    {
        public string Version => "rules-other";

        public ExtractedArticle Extract(ArticleText article)
        {
            var extracted = rules.Extract(article);
            return extracted with { Events = [.. extracted.Events.Take(2).Select((e, i) => i == 0 ? e with { Modality = Modality.Alleged } : e)] };
        }
    }
}
