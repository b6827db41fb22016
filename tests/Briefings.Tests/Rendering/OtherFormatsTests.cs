using System.Text;
using Briefings.Rendering;
using Briefings.Rendering.Labels;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class OtherFormatsTests
{
    const string Hostile = "<script>alert(1)</script> & \"x\" 'y'";

    [Fact]
    public void Html_escapes_every_text()
    {
        var html = Text(new HtmlRenderer().Render(SampleDocuments.FilledWith(Hostile)));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("/relative")]
    public void Only_web_and_mail_addresses_become_links(string url)
    {
        var document = SampleDocuments.Tiny with { Sources = [new("A", "B", "C", url, "", [])] };

        Assert.DoesNotContain("href=\"" + url.Trim()[..4], Text(new HtmlRenderer().Render(document)), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("](<", Text(new MarkdownRenderer().Render(document)), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_links_lead_to_anchors_that_exist_once()
    {
        var html = Text(new HtmlRenderer().Render(SampleDocuments.Rich));
        var ids = Between(html, "id=\"").ToList();

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Between(html, "href=\"#"), target => Assert.Contains(target, ids, StringComparer.Ordinal));
        Assert.Contains("<a href=\"https://harbour.example.net/articles/8841\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_loads_nothing()
    {
        var html = Text(new HtmlRenderer().Render(SampleDocuments.Rich));

        Assert.Equal(Between(html, "src=\"").Count(), Between(html, "src=\"data:image/").Count());
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_shows_markup_as_text()
    {
        var markdown = Text(new MarkdownRenderer().Render(SampleDocuments.Tiny with { Method = ["# Not *a* [title](javascript:x) <b>| `code`", "1. Not a list", "- nor this"] }));

        Assert.Contains("\\# Not \\*a\\* \\[title\\](javascript:x) \\<b\\>\\| \\`code\\`", markdown, StringComparison.Ordinal);
        Assert.Contains("- 1\\. Not a list", markdown, StringComparison.Ordinal);
        Assert.Contains("- \\- nor this", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_keeps_every_table_row_on_its_line()
    {
        var markdown = Text(new MarkdownRenderer().Render(SampleDocuments.Rich with { Changes = [new(ChangeKind.New, "a\nb | c", "")] }));

        Assert.Contains("| New | a b \\| c |  |\n", markdown, StringComparison.Ordinal);
        Assert.Contains("[\\[1\\]](#quote-1) [\\[2\\]](#quote-2)", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_reads_back_as_the_same_document()
    {
        var json = new JsonRenderer().Render(SampleDocuments.Rich);
        var document = JsonRenderer.Read(json);

        Assert.Equal(json, new JsonRenderer().Render(document));
        Assert.Equal(SampleDocuments.Rich.Stories[0].Lead.Text, document.Stories[0].Lead.Text);
        Assert.Equal(Standing.Planned, document.Stories[0].Lead.Standing);
        Assert.Equal(new PdfRenderer().Render(SampleDocuments.Rich), new PdfRenderer().Render(document));
    }

    [Fact]
    public void Json_from_before_a_property_existed_is_read_with_its_default()
    {
        const string Old = """
            {"title":"Daily briefing","profile":"Desk","language":"en","day":"2026-02-02","dayText":"Monday","issue":1,"period":"","cutOff":"","handling":"TLP:CLEAR",
             "stories":[{"anchor":"a","title":"T","status":"NEW","reason":"R","independentSources":1,"outlets":1,"lead":{"text":"L","citations":[1],"standing":"Reported"}}],
             "changes":[{"kind":"New","text":"C","storyAnchor":"a"}]}
            """;
        var document = JsonRenderer.Read(Encoding.UTF8.GetBytes(Old));

        Assert.Equal(("", "", ""), (document.NextIssue, document.Stories[0].Kicker, document.Stories[0].Lead.Note));
        Assert.Empty(document.Changes[0].Citations);
        Assert.NotEmpty(new PdfRenderer().Render(document));
        Assert.Throws<System.Text.Json.JsonException>(() => JsonRenderer.Read("null"u8));
    }

    [Fact]
    public void Renderers_are_found_by_format()
    {
        var renderers = Renderers.Default();

        Assert.Equal(["html", "json", "md", "pdf"], renderers.Formats);
        Assert.IsType<PdfRenderer>(renderers.Find("PDF"));
        Assert.Null(renderers.Find("docx"));
    }

    [Fact]
    public void Duplicate_formats_are_refused()
    {
        var error = Assert.Throws<DuplicateFormatException>(() => new Renderers([new JsonRenderer(), new JsonRenderer()]));

        Assert.Equal("Expected one renderer for format \"json\", found JsonRenderer and JsonRenderer.", error.Message);
    }

    [Fact]
    public void Every_language_names_every_kind_and_standing()
    {
        Assert.Equal(["en", "es"], LabelSet.LanguageNames, StringComparer.Ordinal);
        foreach (var labels in LabelSet.LanguageNames.Select(LabelSet.For))
        {
            Assert.All(Enum.GetValues<ChangeKind>(), kind => Assert.NotEmpty(labels.ChangeKind(kind)));
            Assert.All(Enum.GetValues<Standing>(), standing => Assert.NotEmpty(labels.Standing(standing)));
            Assert.All([labels.Issue, labels.Page, labels.StoryNumber, labels.OpenSource, labels.OpenStory, labels.BackToText, labels.Outlets.Many], label => Assert.Contains("{0}", label, StringComparison.Ordinal));
        }
    }

    static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    static IEnumerable<string> Between(string html, string start) => html.Split(start).Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
}
