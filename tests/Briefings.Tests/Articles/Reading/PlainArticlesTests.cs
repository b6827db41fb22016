using Briefings.Articles.Reading;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class PlainArticlesTests : IDisposable
{
    readonly ReadingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plain_text_is_an_article_without_title_outlet_or_date()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("petro.txt", "First line.\r\n\r\nSecond.  \r\n"));

        Assert.Equal("First line.\n\nSecond.", draft.Text);
        Assert.Equal("text", draft.Format);
        Assert.Equal("petro.txt", draft.FileName);
        Assert.Equal(_folder.Path("petro.txt"), draft.Origin);
        Assert.Null(draft.Title);
        Assert.Null(draft.Outlet);
        Assert.Null(draft.Url);
        Assert.Equal(Publication.Unknown, draft.Published);
    }

    [Theory]
    [InlineData("a.md", "markdown")]
    [InlineData("a.txt", "text")]
    public async Task Front_matter_names_title_outlet_day_and_address(string name, string format)
    {
        var draft = await ReadingFolder.Draft(_folder.Write(name, """
            ---
            title: "Ministers meet: talks resume"
            source: Harbour Wire
            published: 2026-02-02
            url: https://harbour.example/talks
            tags: [talks, {a: b}]
            ---

            They met.
            """));

        Assert.Equal("They met.", draft.Text);
        Assert.Equal(format, draft.Format);
        Assert.Equal("Ministers meet: talks resume", draft.Title);
        Assert.Equal("Harbour Wire", draft.Outlet);
        Assert.Equal(new Publication(new DateOnly(2026, 2, 2), null, "2026-02-02", "front matter"), draft.Published);
        Assert.Equal(new Uri("https://harbour.example/talks"), draft.Url);
    }

    [Fact]
    public async Task Front_matter_has_aliases_in_any_case()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.md", "---\nHeadline: H\nOutlet: O\nDate: 2026-02-02T23:30:00-05:00\nLink: http://o.example/\n---\nText."));

        Assert.Equal(("H", "O", new Uri("http://o.example/")), (draft.Title, draft.Outlet, draft.Url));
        Assert.Equal(new DateOnly(2026, 2, 2), draft.Published.Day);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 4, 30, 0, TimeSpan.Zero), draft.Published.At);
    }

    [Theory]
    [InlineData("---\ntitle: a: b\n---\nText.", "front matter, line 2: Expected YAML")]
    [InlineData("---\ntitle: a\ntitle: b\n---\nText.", "front matter, line 3: Expected YAML such as title: \"…\", found: a second title")]
    [InlineData("---\ntitle: a\n\npublished: 2026-13-45\n---\nText.", "front matter, line 4: Expected a date such as 2026-02-02, found \"2026-13-45\".")]
    [InlineData("---\nurl: javascript:alert(1)\n---\nText.", "front matter, line 2: Expected an absolute http or https address, found \"javascript:alert(1)\".")]
    [InlineData("---\ntitle: a\nText.", "line 1: Expected front matter that ends with a line ---, found the end of the text.")]
    [InlineData("---\ntitle: a\n---\n\n", "Expected an article, found a title without a text.")]
    public async Task Defective_front_matter_is_refused_with_its_line(string text, string reason) =>
        Assert.StartsWith(reason, await ReadingFolder.Refusal(_folder.Write("a.md", text)), StringComparison.Ordinal);

    [Fact]
    public async Task Deep_or_aliased_front_matter_is_harmless()
    {
        var deep = await ReadingFolder.Refusal(_folder.Write("deep.md", "---\na: " + new string('[', 15_000) + "\n---\nText."));
        var aliased = await ReadingFolder.Draft(_folder.Write("alias.md", "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: T\n---\nText."));

        Assert.StartsWith("front matter, line ", deep, StringComparison.Ordinal);
        Assert.Equal("T", aliased.Title);
    }

    [Fact]
    public async Task A_rule_above_a_text_is_no_front_matter() =>
        Assert.Equal("---\nA text below a rule.", (await ReadingFolder.Draft(_folder.Write("a.txt", "---\nA text below a rule."))).Text);

    [Fact]
    public async Task Markdown_gives_its_words_and_its_first_heading_as_title()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.md", """
            # Talks resume

            The **two** sides [met](https://a.example/b_c "x") in *Oslo*,
            said `snake_case_name`. <!-- not this -->

            ## Next
            - a 2 * 3 * 4 item
            - another

            > Quoted words.

            ![picture](x.png)
            """));

        Assert.Equal("Talks resume", draft.Title);
        Assert.Equal("The two sides met in Oslo, said snake_case_name.\n\nNext\n\na 2 * 3 * 4 item\n\nanother\n\nQuoted words.", draft.Text);
    }

    [Fact]
    public async Task The_caller_fills_what_the_input_does_not_say()
    {
        var defaults = new ReadDefaults(new DateOnly(2026, 2, 1), "Desk", new Uri("https://desk.example/1"));

        var bare = await ReadingFolder.Draft(_folder.Write("bare.txt", "Text."), defaults);
        var named = await ReadingFolder.Draft(_folder.Write("wire-2026_02_03.txt", "Text."), defaults);
        var full = await ReadingFolder.Draft(_folder.Write("full-2026-02-03.md", "---\nsource: Wire\ndate: 2 February 2026\nurl: https://wire.example/\n---\nText."), defaults);

        Assert.Equal(new Publication(new DateOnly(2026, 2, 1), null, "2026-02-01", "--published"), bare.Published);
        Assert.Equal(("Desk", new Uri("https://desk.example/1")), (bare.Outlet, bare.Url));
        Assert.Equal(new Publication(new DateOnly(2026, 2, 3), null, "2026_02_03", "file name"), named.Published);
        Assert.Equal(new Publication(new DateOnly(2026, 2, 2), null, "2 February 2026", "front matter"), full.Published);
        Assert.Equal(("Wire", new Uri("https://wire.example/")), (full.Outlet, full.Url));
    }
}
