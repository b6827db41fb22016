using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Briefings.Rendering;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class HtmlStructureTests
{
    static readonly IDocument Page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(new HtmlRenderer().Render(SampleDocuments.Rich)));

    static readonly string[] Landmarks = ["body > header", "body > nav[aria-label]", "body > main", "body > footer"];
    static readonly string?[] Scopes = ["col", "row"];

    [Fact]
    public void Page_has_its_landmarks_once_and_a_way_past_the_contents()
    {
        Assert.All(Landmarks, selector => Assert.Single(Page.QuerySelectorAll(selector)));
        var skip = Page.Body!.Children[0];
        Assert.Equal("#briefing", skip.GetAttribute("href"));
        Assert.Equal("MAIN", Page.GetElementById("briefing")!.TagName);
    }

    [Fact]
    public void Headings_go_down_one_level_at_a_time()
    {
        var levels = Page.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(h => h.TagName[1] - '0').ToList();

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Sections_are_named_and_contents_lead_to_them()
    {
        var sections = Page.QuerySelectorAll("main > section");

        Assert.All(sections, s => Assert.Equal("H2", Page.GetElementById(s.GetAttribute("aria-labelledby")!)!.TagName));
        Assert.Equal(sections.Select(s => "#" + s.Id), Page.QuerySelectorAll("nav a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Table_heads_have_a_scope_and_graphics_a_description()
    {
        Assert.All(Page.QuerySelectorAll("th"), th => Assert.Contains(th.GetAttribute("scope"), Scopes));
        Assert.All(Page.QuerySelectorAll("svg"), svg => Assert.False(string.IsNullOrEmpty(svg.GetAttribute("aria-label"))));
        Assert.All(Page.QuerySelectorAll("img"), img => Assert.NotNull(img.GetAttribute("alt")));
        Assert.NotEmpty(Page.QuerySelectorAll("svg"));
    }

    [Fact]
    public void Words_in_another_language_say_so_and_choose_their_direction()
    {
        Assert.Contains(Page.QuerySelectorAll("q[lang=ar][dir=auto]"), q => q.TextContent.Contains("السلطات", StringComparison.Ordinal));
        Assert.NotEmpty(Page.QuerySelectorAll("blockquote[lang=es]"));
    }

    [Fact]
    public void Nothing_runs_and_nothing_is_loaded()
    {
        Assert.Empty(Page.QuerySelectorAll("script, link, iframe, object, embed, form"));
        Assert.DoesNotContain(Page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.StartsWith("default-src 'none'", Page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"), StringComparison.Ordinal);
    }

    /// <summary>A link to a place in the briefing works in the PDF and on the page.</summary>
    [Fact]
    public void Anchors_are_those_of_the_pdf()
    {
        var (_, paged) = PdfRenderer.Lay(SampleDocuments.Rich, new RenderWarnings());

        Assert.All(paged.Anchors.Keys, anchor => Assert.NotNull(Page.GetElementById(anchor)));
    }
}
