using System.Text;
using Briefings.Feeds.Formats;
using Xunit;

namespace Briefings.Tests.Feeds;

public sealed class FeedReaderTests
{
    [Theory]
    [InlineData("<rss><channel><item><title>a<b</title><description>x</description></item><item><title>good</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>one</ttle><description><b>x<i></b></description></item><item><title>good</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>never closed<item><title>good</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><description><![CDATA[never closed</description></item><item><title>good</title><description><![CDATA[x]]></description></item></channel></rss>")]
    [InlineData("<rss><channel><item><link href=\"no quote>x</link></item><item><title>good</title><link href=\"y\"/></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>x</title></item></channel></rss>\n<rss><channel><item><title>good</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>&undeclared; & <3</title></item></wrong></channel><item><title>good</title></item></rss>")]
    public void A_broken_item_leaves_its_neighbour(string xml)
    {
        var feed = Read(xml);

        Assert.Equal(2, feed.Items.Count);
        Assert.Equal("good", feed.Items[1].Title?.Words);
        Assert.Null(feed.Items[1].Defect);
    }

    [Fact]
    public void A_cut_feed_gives_its_whole_items_and_names_the_cut_one()
    {
        var feed = Read("<rss><channel>\n<item><title>whole</title></item>\n<item><title>cu");

        Assert.Equal([null, "line 3: Expected a whole item, found the end of the feed inside it."], feed.Items.Select(item => item.Defect));
    }

    [Fact]
    public void Items_below_the_limit_are_read_and_the_rest_is_said()
    {
        var feed = Read($"<rss><channel>{string.Concat(Enumerable.Repeat("<item><title>t</title></item>", 10_001))}</channel></rss>");

        Assert.Equal((10_000, "Expected at most 10,000 items, found more: the rest is not read."), (feed.Items.Count, Assert.Single(feed.Notes)));
        Assert.All(feed.Items, item => Assert.Null(item.Defect));
    }

    [Fact]
    public void Marks_that_never_close_cost_no_more_than_the_length_of_the_feed()
    {
        var pieces = new[] { "<item><![CDATA[", "<!--", "<!DOCTYPE [", "<a b='", "</c>", "<b>", "&", "<item>" };

        Assert.All(pieces, piece => FeedReader.Read(Encoding.UTF8.GetBytes("<rss><c>" + string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length)))));
    }

    [Fact]
    public void Json_feed_gives_its_items_whatever_one_of_them_is()
    {
        var feed = Read("""{"version":"https://jsonfeed.org/version/1.1","title":"W","home_page_url":"https://w.example/","items":[7,{"id":"t\u0000","title":"\ud800 x","url":"/1","content_html":"<p>A &amp; B</p>","date_published":"2026-02-02T10:00:00Z","authors":[{"name":"N"}]},{"id":3,"content_text":"<b>"}]}""");

        Assert.Equal(("json", 3), (feed.Format, feed.Items.Count));
        Assert.NotNull(feed.Items[0].Defect);
        Assert.Equal(("t", "\uFFFD x", new Uri("https://w.example/1"), "N"), (feed.Items[1].Id, feed.Items[1].Title?.Words, feed.Items[1].Address, feed.Items[1].Author?.Name));
        Assert.Equal(("3", new FeedText("<b>", false)), (feed.Items[2].Id, feed.Items[2].Content));
    }

    [Theory]
    [InlineData("""<rss xmlns:dc="x"><channel><item><title>A &amp; B</title><dc:creator>N</dc:creator><link>https://w.example/1</link><description><![CDATA[<p>x</p>]]></description></item></channel></rss>""")]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A &amp; B</title><author><name>N</name></author><link href="https://w.example/1"/><summary type="html">&lt;p>x&lt;/p></summary></entry></feed>""")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"A & B","author":{"name":"N"},"url":"https://w.example/1","content_html":"<p>x</p>"}]}""")]
    public void An_item_by_itself_is_read_as_in_its_feed(string text)
    {
        var feed = Read(text);
        var item = feed.Items[0];

        var alone = FeedReader.ReadItem(Encoding.UTF8.GetBytes(item.Original.ToArray()), feed.ItemFormat).Feed?.Items[0];

        Assert.Equal(item with { Original = default }, alone! with { Original = default });
        Assert.Null(alone.Defect);
    }

    [Theory]
    [InlineData("mail@w.example (A. Name)", "A. Name", "mail@w.example")]
    [InlineData("A. Name (mail@w.example)", "A. Name", "mail@w.example")]
    [InlineData("A. Name <mail@w.example>", "A. Name", "mail@w.example")]
    [InlineData("A. Name", "A. Name", null)]
    [InlineData("mail@w.example", null, "mail@w.example")]
    public void Authors_are_told_from_their_addresses(string author, string? name, string? email) =>
        Assert.Equal(new FeedPerson(name, email), Read($"<rss><channel><item><author>{author.Replace("<", "&lt;", StringComparison.Ordinal)}</author></item></channel></rss>").Items[0].Author);

    [Theory]
    [InlineData("<item xml:base='a/'><link>1</link></item>", "https://w.example/feeds/a/1")]
    [InlineData("<item><link>//o.example/1</link></item>", "https://o.example/1")]
    [InlineData("<item><guid>https://w.example/g</guid></item>", "https://w.example/g")]
    [InlineData("<item><guid isPermaLink='false'>https://w.example/g</guid></item>", null)]
    [InlineData("<item><link>javascript:alert(1)</link></item>", null)]
    [InlineData("<item><atom:link rel='alternate' href='2'/></item>", "https://w.example/feeds/2")]
    public void Addresses_become_absolute(string item, string? expected) =>
        Assert.Equal(expected, FeedReader.Read(Encoding.UTF8.GetBytes($"<rss><channel>{item}</channel></rss>"), null, new Uri("https://w.example/feeds/rss")).Feed?.Items[0].Address?.AbsoluteUri);

    [Fact]
    public void Encodings_are_told_by_header_declaration_and_bytes()
    {
        static string? Title(byte[] bytes, string? contentType = null) => FeedReader.Read(bytes, contentType).Feed?.Items[0].Title?.Words;
        static byte[] Feed(Encoding encoding, string title, string declaration = "") => encoding.GetBytes($"{declaration}<rss><channel><item><title>{title}</title></item></channel></rss>");
        var koi8 = CodePagesEncodingProvider.Instance.GetEncoding("koi8-r")!;

        Assert.Equal("мир", Title(Feed(koi8, "мир"), "text/xml; charset=KOI8-R"));
        Assert.Equal("мир", Title(Feed(koi8, "мир", "<?xml version='1.0' encoding='koi8-r'?>")));
        Assert.Equal("мир", Title(Feed(Encoding.UTF8, "мир", "<?xml version='1.0' encoding='windows-1251'?>")));
        Assert.Equal("café", Title(Feed(Encoding.Latin1, "café", "<?xml version='1.0' encoding='UTF-8'?>")));
        Assert.Equal("\uFFFD( \uFFFD\uFFFD", Title([.. "<rss><channel><item><title>"u8, 0xC3, 0x28, 0x20, 0xFF, 0xFE, .. "</title></item></channel></rss>"u8]));
    }

    static FeedDocument Read(string text)
    {
        var reading = FeedReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Null(reading.Defect);
        return reading.Feed!;
    }
}
