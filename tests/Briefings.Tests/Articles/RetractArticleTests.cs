using Briefings.Articles;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class RetractArticleTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Article_is_retracted_once_by_stream_or_address()
    {
        var stream = (await newsroom.Ingest(Newsroom.Draft("Petro spoke in Bogotá.", url: "https://a.example/1"))).Stream ?? "";
        newsroom.Clock.Now = new DateTimeOffset(2026, 2, 3, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal(stream, await newsroom.Application.RetractArticle.Handle(stream, "invented", Cancellation));
        Assert.Equal(stream, await newsroom.Application.RetractArticle.Handle("http://www.a.example/1/", "again", Cancellation));
        var retracted = Assert.Single((await newsroom.Stream(stream)).Select(e => e.Body).OfType<ArticleRetracted>());
        Assert.Equal(("invented", new DateOnly(2026, 2, 3)), (retracted.Reason, retracted.RetractedOn));
        Assert.True((await newsroom.Application.Documents.Load<ArticleState>(ArticleIndex.ProjectionName, stream, Cancellation))?.Retracted);
    }

    [Fact]
    public async Task Two_that_retract_one_article_at_once_retract_it_once()
    {
        var stream = (await newsroom.Ingest(Newsroom.Draft("Petro spoke in Lima.", url: "https://a.example/2"))).Stream ?? "";
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => newsroom.Application.RetractArticle.Handle(stream, "invented", Cancellation)));
        Assert.Single((await newsroom.Stream(stream)).Select(e => e.Body).OfType<ArticleRetracted>());
    }

    [Theory]
    [InlineData("article-0000000000000000")]
    [InlineData("https://nowhere.example/")]
    [InlineData("content 0000")]
    [InlineData("")]
    public async Task Unknown_article_is_not_retracted(string article) =>
        Assert.Null(await newsroom.Application.RetractArticle.Handle(article, "invented", Cancellation));
}
