using System.Text;
using Briefings.Articles.Reading;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class HtmlArticlesTests : IDisposable
{
    const string FirstParagraph = "The two governments agreed on Monday to reopen the border crossing next week.";
    const string SecondParagraph = "Traders on both sides had asked for it since the closure of last November, officials said.";

    readonly ReadingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_gives_its_article_and_what_its_head_says()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.html", $$"""
            <!DOCTYPE html>
            <html><head>
              <title>Border reopens | Harbour Wire</title>
              <meta property="og:title" content="Border reopens">
              <meta property="og:site_name" content="Harbour Wire">
              <meta property="article:published_time" content="2026-02-02T21:15:00-05:00">
              <link rel="canonical" href="https://harbour.example/border">
              <style>p { color: red }</style>
            </head><body>
              <nav><a href="/">Home</a> <a href="/world">World</a></nav>
              <div class="page"><article>
                <header><h1>Border reopens</h1></header>
                <figure><img src="x.jpg"><figcaption>A picture that nobody asked for, with a long caption below it.</figcaption></figure>
                <p>{{FirstParagraph}}<script>alert("no")</script></p>
                <div class="related-stories"><p>Another article that is advertised here at some length to its readers.</p></div>
                <p>Traders on both sides had asked for it<br>since the closure of&nbsp;last   November, <a href="/x">officials said</a>.</p>
                <ul><li><a href="/1">More on this</a></li><li><a href="/2">And on that</a></li></ul>
              </article></div>
              <aside><p>Subscribe to our newsletter for more stories like this one, every morning.</p></aside>
              <footer><p>Copyright of a company with a rather long name, all rights reserved.</p></footer>
            </body></html>
            """));

        Assert.Equal($"{FirstParagraph}\n\nTraders on both sides had asked for it\nsince the closure of last November, officials said.", draft.Text);
        Assert.Equal(("Border reopens", "Harbour Wire", "html", "a.html"), (draft.Title, draft.Outlet, draft.Format, draft.FileName));
        Assert.Equal(new Uri("https://harbour.example/border"), draft.Url);
        Assert.Equal(new DateOnly(2026, 2, 2), draft.Published.Day);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 2, 15, 0, TimeSpan.Zero), draft.Published.At);
        Assert.Equal("page", draft.Published.Rule);
    }

    [Fact]
    public async Task Without_an_article_element_the_densest_container_is_taken()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.htm", $"""
            <title>Border reopens - Harbour Wire</title><meta name="application-name" content="Harbour Wire">
            <div id="top"><p>Short teaser.</p></div>
            <div id="columns"><div id="text"><p>{FirstParagraph}</p><p>{SecondParagraph}</p></div><div id="more">Elsewhere today</div></div>
            """));

        Assert.Equal($"{FirstParagraph}\n\n{SecondParagraph}", draft.Text);
        Assert.Equal("Border reopens", draft.Title);
    }

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "datePublished": "2026-02-02", "headline": "H", "publisher": {"name": "W"}}]}</script>""")]
    [InlineData("""<script type="application/ld+json">[{"datePublished": "2026-02-02", "headline": "H", "publisher": {"name": "W"}}]</script>""")]
    [InlineData("""<script type="application/ld+json">{broken</script><meta name="date" content="2026-02-02"><meta property="og:site_name" content="W"><h1>H</h1>""")]
    [InlineData("""<meta property="og:site_name" content="W"><h1>H</h1><time datetime="2026-02-02">Monday</time>""")]
    public async Task Date_title_and_outlet_are_found_where_pages_put_them(string marks)
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.html", $"<html><body>{marks}<p>{FirstParagraph}</p></body></html>"));

        Assert.Equal((new DateOnly(2026, 2, 2), "page", "H", "W"), (draft.Published.Day, draft.Published.Rule, draft.Title, draft.Outlet));
    }

    [Fact]
    public async Task An_unreadable_page_date_is_kept_as_words_and_costs_nothing()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.html", $"<meta name=date content='last Tuesday'><p>{FirstParagraph}</p>"));

        Assert.Equal(Publication.Unknown with { Literal = "last Tuesday" }, draft.Published);
    }

    [Fact]
    public async Task Declared_encodings_are_followed()
    {
        var latin = await ReadingFolder.Draft(_folder.Write("latin.html", Encoding.Latin1.GetBytes("<meta charset=iso-8859-1><p>Bogot\u00e1 \u0093quoted\u0094")));
        var utf16 = await ReadingFolder.Draft(_folder.Write("utf16.html", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<p>Bogotá")]));
        var undeclared = await ReadingFolder.Draft(_folder.Write("none.html", Encoding.Latin1.GetBytes("<p>Bogotá")));
        var cyrillic = await ReadingFolder.Refusal(_folder.Write("cyrillic.html", [.. "<p>"u8, 0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]));

        Assert.Equal("Bogotá “quoted”", latin.Text);
        Assert.Equal("Bogotá", utf16.Text);
        Assert.Equal("Bogotá", undeclared.Text);
        Assert.Equal("Expected UTF-8, found the byte 0xCF at offset 3 (line 1).", cyrillic);
    }

    [Fact]
    public async Task A_page_without_an_article_is_refused() =>
        Assert.Equal("Expected an article, found a title without a text.", await ReadingFolder.Refusal(_folder.Write("a.html", "<title>T</title><nav>Home</nav><script>x()</script>")));

    [Theory]
    [InlineData("<div>", "Expected a page whose elements nest at most 500 deep, found a deeper one.")]
    [InlineData("<b>", "Expected a page whose elements nest at most 500 deep, found a deeper one.")]
    [InlineData("<svg><a>", "Expected a page whose elements nest at most 500 deep, found a deeper one.")]
    public async Task Pages_that_would_exhaust_the_stack_are_refused(string tag, string reason)
    {
        var page = string.Concat(Enumerable.Repeat(tag, 100_000)) + "text" + string.Concat(Enumerable.Repeat("</div>", 100_000));

        Assert.Equal(reason, await ReadingFolder.Refusal(_folder.Write("deep.html", page)));
    }
}
