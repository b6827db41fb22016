using System.Text;
using Briefings.Articles.Reading;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class FeedArticlesTests : IDisposable
{
    readonly ReadingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rss_gives_an_article_an_item()
    {
        var drafts = await ReadingFolder.Drafts(_folder.Write("feed.rss", """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
              <channel><title>Harbour &amp; Wire</title><link>https://harbour.example/</link>
              <image><title>Logo</title><link>https://harbour.example/logo</link></image>
              <item><title>AT&amp;amp;T &amp;#8211; a deal</title><link>https://harbour.example/1</link><pubDate>Mon, 02 Feb 2026 23:30:00 EST</pubDate>
                <description>Short.</description><media:content url="x"/><content:encoded><![CDATA[<p>First.</p><p>Second &amp; last.</p>]]></content:encoded></item>
              <item><title>Two</title><guid>https://harbour.example/2</guid><dc:date>2026-02-02</dc:date><description>Text with no markup
            on two lines.</description><source url="https://o.example/feed">Other Wire</source></item>
              <item><title>Three</title><link>/3</link><guid isPermaLink="false">3</guid><description>&lt;b&gt;Bold&lt;/b&gt; text.</description><pubDate>garbage</pubDate></item>
              </channel></rss>
            """));

        Assert.Equal($"{_folder.Path("feed.rss")}, item 1", drafts[0].Origin);
        Assert.Equal(("AT&T – a deal", "First.\n\nSecond & last.", "Harbour & Wire", "rss", ""), (drafts[0].Title, drafts[0].Text, drafts[0].Outlet, drafts[0].Format, drafts[0].FileName));
        Assert.Equal(new Publication(new DateOnly(2026, 2, 2), new DateTimeOffset(2026, 2, 2, 23, 30, 0, TimeSpan.FromHours(-5)), "Mon, 02 Feb 2026 23:30:00 EST", "feed"), drafts[0].Published);
        Assert.Equal((new Uri("https://harbour.example/2"), "Other Wire", "Text with no markup\non two lines."), (drafts[1].Url, drafts[1].Outlet, drafts[1].Text));
        Assert.Equal((new Uri("https://harbour.example/3"), "Bold text."), (drafts[2].Url, drafts[2].Text));
        Assert.Equal(Publication.Unknown with { Literal = "garbage" }, drafts[2].Published);
    }

    [Fact]
    public async Task Atom_gives_an_article_an_entry()
    {
        var drafts = await ReadingFolder.Drafts(_folder.Write("feed.atom", """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://atom.example/news/"><title>Atom &amp; Co</title><link rel="self" href="https://atom.example/feed"/>
              <entry><title type="html">A &amp;lt;b&amp;gt; tag</title><link rel="enclosure" href="x.mp3"/><link href="one"/><published>2026-02-02T10:00:00+01:00</published><updated>2026-02-05T10:00:00Z</updated>
                <summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry>
              <entry><title>T</title><updated>2026-02-05T10:00:00Z</updated><content type="text">1 &lt; 2 &amp;amp; so on</content><source><title>Origin</title></source></entry>
            </feed>
            """));

        Assert.Equal(("A <b> tag", "One.\n\nTwo.", "Atom & Co", "atom"), (drafts[0].Title, drafts[0].Text, drafts[0].Outlet, drafts[0].Format));
        Assert.Equal((new Uri("https://atom.example/news/one"), new DateOnly(2026, 2, 2)), (drafts[0].Url, drafts[0].Published.Day));
        Assert.Equal(("1 < 2 &amp; so on", "Origin", new DateOnly(2026, 2, 5)), (drafts[1].Text, drafts[1].Outlet, drafts[1].Published.Day));
    }

    [Theory]
    [InlineData("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>W</title><items><rdf:Seq/></items></channel><image><title>Logo</title></image><item><title>T</title><link>http://w.example/1</link><description>Text.</description></item></rdf:RDF>""")]
    [InlineData("""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>W</title><item><title>T</title><link>http://w.example/1</link><description>Text.</description></item></channel></rss>""")]
    [InlineData("""<feed xmlns="http://purl.org/atom/ns#" version="0.3"><title>W</title><entry><title>T</title><link rel="alternate" href="http://w.example/1"/><issued>2026-02-02</issued><content type="text/html" mode="escaped">Text.</content></entry></feed>""")]
    public async Task Older_forms_are_read(string feed)
    {
        var draft = await ReadingFolder.Draft(_folder.Write("feed.xml", feed));

        Assert.Equal(("T", "Text.", "W", new Uri("http://w.example/1")), (draft.Title, draft.Text, draft.Outlet, draft.Url));
    }

    [Fact]
    public async Task What_xml_forbids_and_feeds_contain_is_mended()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("feed.xml", Rss("<title>caf&eacute;&nbsp;R&D &bogus; &#146;q&#1;</title><description>a\0b\u0001c <![CDATA[x & y &nbsp;]]></description>")));

        Assert.Equal("café R&D &bogus; ’q\uFFFD", draft.Title);
        Assert.Equal("abc x & y", draft.Text);
    }

    [Fact]
    public async Task Declared_encodings_are_followed_and_bad_bytes_replaced()
    {
        var item = "<title>é</title><description>Bogotá.</description>";
        var latin = await ReadingFolder.Draft(_folder.Write("a.xml", Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='ISO-8859-1'?>" + Rss(item))));
        var marked = await ReadingFolder.Draft(_folder.Write("b.xml", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='UTF-16'?>" + Rss(item))]));
        var wrong = await ReadingFolder.Draft(_folder.Write("c.xml", Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='UTF-8'?>" + Rss(item))));

        Assert.Equal(("Bogotá.", "Bogotá.", "Bogot\uFFFD."), (latin.Text, marked.Text, wrong.Text));
    }

    [Fact]
    public async Task Entities_of_a_feed_are_never_expanded_and_never_loaded()
    {
        var secret = _folder.Write("secret", "never to be read");
        var bomb = string.Concat(Enumerable.Range(0, 9).Select(i => $"<!ENTITY {(char)('b' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i)};", 10))}\">"));

        var laughs = await ReadingFolder.Refusal(_folder.Write("a.xml", $"<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\">{bomb}]>{Rss("<description>&j;</description>")}"));
        var file = await ReadingFolder.Refusal(_folder.Write("b.xml", $"<!DOCTYPE r [<!ENTITY x SYSTEM \"file://{secret}\">]>{Rss("<description>&x;</description>")}"));
        var unused = await ReadingFolder.Draft(_folder.Write("c.xml", $"<!DOCTYPE r [<!ENTITY % x SYSTEM \"file://{secret}\"> %x;]>{Rss("<description>Text.</description>")}"));
        var included = await ReadingFolder.Draft(_folder.Write("d.xml", Rss($"<description>Text.<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file://{secret}\"/></description>")));

        Assert.Equal("Expected a feed without entities of its own, found &j; they are not expanded.", laughs);
        Assert.Equal("Expected a feed without entities of its own, found &x; they are not expanded.", file);
        Assert.Equal(("Text.", "Text."), (unused.Text, included.Text));
    }

    [Fact]
    public async Task A_bad_item_does_not_cost_its_neighbours()
    {
        var feed = $"<rss><channel>{Item("<title>only a title</title>")}{Item($"<title>{new string('W', 100_000)}</title><description>d</description>")}{Item($"<description>{string.Concat(Enumerable.Repeat("<b>", 200_000))}{string.Concat(Enumerable.Repeat("</b>", 200_000))}</description>")}{Item("<description>Good.</description><link>javascript:alert(1)</link>")}<item><description>cut o";

        var outcomes = await ReadingFolder.Outcomes([_folder.Write("a.xml", feed)]);

        Assert.Equal(["Expected an article, found a title without a text.", "Expected a title of at most 1,000 characters, found 100,000.", "Expected an item whose elements nest at most 500 deep, found a deeper one."],
            outcomes.Take(3).Select(outcome => Assert.IsType<ReadOutcome.Refused>(outcome).Reason), StringComparer.Ordinal);
        Assert.Null(Assert.IsType<ReadOutcome.Read>(outcomes[3]).Draft.Url);
        Assert.Equal("line 1: Expected a whole item, found the end of the feed inside it.", Assert.IsType<ReadOutcome.Refused>(outcomes[4]).Reason);
    }

    [Theory]
    [InlineData("<opml/>", "Expected an RSS or Atom feed, found the element \"opml\".")]
    [InlineData("<rss><channel/></rss>", "Expected a feed with items, found none.")]
    [InlineData("no xml", "Expected a feed, found \"no xml\".")]
    public async Task What_is_no_feed_is_refused(string content, string reason) =>
        Assert.Equal(reason, await ReadingFolder.Refusal(_folder.Write("a.xml", content)));

    [Fact]
    public async Task A_page_under_a_feed_name_is_read_as_a_page() =>
        Assert.Equal("html", (await ReadingFolder.Draft(_folder.Write("a.xml", "<?xml version='1.0'?><!DOCTYPE html><html><body>Text.</body></html>"))).Format);

    static string Item(string inner) => $"<item>{inner}</item>";

    static string Rss(string inner) => $"<rss version=\"2.0\"><channel><title>W</title>{Item(inner)}</channel></rss>";
}
