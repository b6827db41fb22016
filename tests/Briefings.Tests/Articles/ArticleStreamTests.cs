using Briefings.Articles;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class ArticleStreamTests
{
    [Theory]
    [InlineData("https://www.Example.org/a/?utm_source=x&id=7#top", "http://example.org/a?id=7")]
    [InlineData("https://example.org/a/", "https://example.org/a")]
    [InlineData("https://example.org/a?fbclid=1", "https://example.org/a")]
    public void Address_names_one_stream_however_it_is_written(string one, string other) =>
        Assert.Equal(ArticleStream.NameFor(new Uri(one), "x"), ArticleStream.NameFor(new Uri(other), "y"));

    [Theory]
    [InlineData("https://example.org/a?id=7", "https://example.org/a?id=8")]
    [InlineData("https://example.org/a", "https://example.org/A")]
    [InlineData("https://example.org/a", "https://example.org:8443/a")]
    public void Different_addresses_name_different_streams(string one, string other) =>
        Assert.NotEqual(ArticleStream.NameFor(new Uri(one), "x"), ArticleStream.NameFor(new Uri(other), "x"));

    [Fact]
    public void Content_hash_ignores_white_space_only()
    {
        Assert.Equal(ArticleStream.ContentHash("a  b\n"), ArticleStream.ContentHash("a b"));
        Assert.NotEqual(ArticleStream.ContentHash("a b"), ArticleStream.ContentHash("A b"));
    }

    [Fact]
    public void Event_id_is_a_version_8_uuid_of_stream_and_name()
    {
        var id = ArticleStream.EventId("article-1", "ingested");
        Assert.Equal(id, ArticleStream.EventId("article-1", "ingested"));
        Assert.NotEqual(id, ArticleStream.EventId("article-2", "ingested"));
        Assert.Equal(8, id.Version);
    }
}
