using System.Text;
using Briefings.Pages;
using Xunit;

namespace Briefings.Tests.Pages;

public sealed class PageReaderTests
{
    const string Paragraph = "The two governments agreed on Monday to reopen the border crossing next week, after months of talks, officials said in Quito.";

    static readonly string Article = string.Concat(Enumerable.Repeat($"<p>{Paragraph}</p>", 14));

    [Fact]
    public void What_stands_around_an_article_is_left_out()
    {
        var page = Page($$"""
            <div class="header-top"><p>Breaking: something else happened elsewhere, and here is a long teaser about it, with commas, for you.</p></div>
            <div id="wrap"><div class="story-body">{{Article}}
              <div class="inline-newsletter-signup"><p>Get our best stories every morning, free of charge, in your inbox, before breakfast.</p><form><input name=e></form></div>
              <ul class="more"><li><a href="/1">Another story about a strike in the port</a></li><li><a href="/2">And one about an election in the north</a></li></ul>
              <p>Read more: Minister resigns after the vote</p><p>Advertisement</p>
              <div class="share-tools"><span>Share on all of the networks</span></div>
            </div><div class="sidebar"><p>Most read of today: many, many stories, with commas, that nobody should ever see in an article.</p></div></div>
            <footer><p>Copyright of a company with a rather long name, all rights reserved, since the year of its foundation.</p></footer>
            """);

        Assert.Equal(string.Join("\n\n", Enumerable.Repeat(Paragraph, 14)), page.Text);
    }

    [Fact]
    public void Title_byline_date_site_and_address_come_from_where_pages_put_them()
    {
        var reading = PageReader.Read(Encoding.UTF8.GetBytes($$$"""
            <html lang="es"><head><title>Border reopens | Harbour Wire</title><link rel="canonical" href="/border"><script type="application/ld+json"><![CDATA[
            {"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle","headline":"Border
            reopens","datePublished":"2026-02-02T10:00:00Z","author":[{"name":"A. One"},{"name":"B. Two"}],"publisher":{"name":"Harbour Wire"}}]}]]></script></head><body>{{{Article}}}</body></html>
            """), null, new Uri("https://harbour.example/x?utm_source=y"));

        Assert.Equal(("Border reopens", "A. One, B. Two", "Harbour Wire", "2026-02-02T10:00:00Z", new Uri("https://harbour.example/border"), "es"),
            (reading.Page!.Title, reading.Page.Byline, reading.Page.Site, reading.Page.Published, reading.Page.Canonical, reading.Page.Language));
    }

    [Theory]
    [InlineData("<title>Border reopens</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Border reopens\",\"isAccessibleForFree\":false}</script><p>The two governments agreed on Monday to reopen.</p>", "Expected an article, found its beginning before a paywall.")]
    [InlineData("<title>Border reopens</title><p>The two governments agreed on Monday to reopen the border.</p><div>Subscribe to continue reading</div>", "Expected an article, found its beginning before a paywall.")]
    [InlineData("<title>La frontera reabre</title><p>Los dos gobiernos acordaron reabrir la frontera.</p><div>Contenido exclusivo para suscriptores</div>", "Expected an article, found its beginning before a paywall.")]
    [InlineData("<title>Before you continue</title><p>We use cookies and data to deliver our services. Our 842 partners store personal data on your device. Read our privacy policy.</p>", "Expected an article, found a consent page.")]
    [InlineData("<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>", "Expected an article, found a check for robots.")]
    [InlineData("<title>404 Not Found</title><p>The page that you asked for does not exist any more, sorry.</p>", "Expected an article, found an error page.")]
    [InlineData("<title>Members</title><p>Welcome back.</p><form><input type=password></form>", "Expected an article, found a login page.")]
    public void A_page_that_stands_in_for_an_article_is_refused(string html, string reason) =>
        Assert.Equal(reason, PageReader.Read(Encoding.UTF8.GetBytes($"<html>{html}</html>")).Defect);

    [Fact]
    public void An_article_about_cookies_or_subscribers_is_an_article()
    {
        var page = Page($"<article>{Article}<p>The paper, which is for subscribers only, said that its cookies hold no personal data, and that its privacy policy was new.</p></article>");

        Assert.EndsWith("privacy policy was new.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_inside_scripts_do_not_count_as_depth()
    {
        var page = Page($"<script>var x = '{string.Concat(Enumerable.Repeat("<div>", 2_000))}';</script><!-- {string.Concat(Enumerable.Repeat("<div>", 2_000))} --><article>{Article}</article>");

        Assert.StartsWith(Paragraph, page.Text, StringComparison.Ordinal);
    }

    static PageDocument Page(string body) => PageReader.Read(Encoding.UTF8.GetBytes($"<html><head><title>Border reopens</title></head><body>{body}</body></html>")).Page!;
}
