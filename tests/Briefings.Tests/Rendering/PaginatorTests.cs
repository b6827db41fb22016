using Briefings.Rendering;
using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class PaginatorTests
{
    const double Body = Theme.Bottom - Theme.Top;

    [Fact]
    public void Rows_fill_a_page_before_the_next_begins()
    {
        var pages = Paginator.Paginate([.. Enumerable.Range(0, 10).Select(_ => new Row { Height = Body / 4 })]).Pages;

        Assert.Equal([4, 4, 2], pages.Select(p => p.Rows.Count));
    }

    [Fact]
    public void A_row_moves_with_the_one_it_must_precede()
    {
        var pages = Paginator.Paginate([new Row { Height = Body * 0.9 }, new Row { Height = Body * 0.06, KeepWithNext = true }, new Row { Height = Body * 0.06 }]).Pages;

        Assert.Equal([1, 2], pages.Select(p => p.Rows.Count));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    public void Paragraphs_leave_no_line_alone(int lineCount)
    {
        var blocks = new Blocks(new Typesetter(new Shaper(), new BreakOpportunities(LabelSet.For("en").Months), new RenderWarnings()));
        var paragraph = blocks.Paragraph(new StructureElement("P"), [new Span(string.Join(' ', Enumerable.Repeat("Word", lineCount)), Theme.Body)], new ParagraphBox(0, 30));
        Assert.Equal(lineCount, paragraph.Count);

        for (var fits = 0; fits <= lineCount; fits++)
        {
            var filler = new Row { Height = Body - (fits * paragraph[0].Height) - 0.5 };
            var pages = Paginator.Paginate([filler, .. paragraph]).Pages;
            Assert.NotEqual(2, pages[0].Rows.Count);
            Assert.True(pages.Count == 1 || pages[1].Rows.Count != 1);
        }
    }

    [Fact]
    public void Titles_are_not_cut_by_the_end_of_a_page()
    {
        var blocks = new Blocks(new Typesetter(new Shaper(), new BreakOpportunities(LabelSet.For("en").Months), new RenderWarnings()));
        var title = blocks.Paragraph(new StructureElement("H3"), [new Span(string.Join(' ', Enumerable.Repeat("Word", 4)), Theme.Body)], new ParagraphBox(0, 30) { IsBalanced = true });
        var pages = Paginator.Paginate([new Row { Height = Body - (2.5 * title[0].Height) }, .. title]).Pages;

        Assert.Equal([1, title.Count], pages.Select(p => p.Rows.Count));
    }

    [Fact]
    public void A_row_higher_than_a_page_is_cut()
    {
        var element = new StructureElement("P");
        var line = new Typesetter(new Shaper(), new BreakOpportunities(LabelSet.For("en").Months), new RenderWarnings()).OneLine("x", Theme.Body);
        var row = new Row { Height = 3000, Lines = [.. Enumerable.Range(0, 300).Select(i => new PlacedLine(line, element, 0, 10 * i, 10, 10))] };
        var pages = Paginator.Paginate([row]).Pages;

        Assert.Equal(300, pages.Sum(p => p.Rows.Sum(r => r.Row.Lines.Count)));
        Assert.All(pages, p => Assert.All(p.Rows, r => Assert.All(r.Row.Lines, l => Assert.InRange(r.Y + l.Top + l.Leading, Theme.Top, Theme.Bottom))));
    }

    [Fact]
    public void Columns_end_at_about_the_same_height()
    {
        var rows = Enumerable.Range(0, 40).Select(_ => new Row { Height = 12 }).ToList();
        var page = Assert.Single(Paginator.Paginate([new ColumnSet(rows)]).Pages);

        Assert.Equal(20, page.Rows.Count(r => r.X < 200));
    }

    [Fact]
    public void Columns_run_on_over_pages_in_reading_order()
    {
        var rows = Enumerable.Range(0, 400).Select(i => new Row { Height = 12, Anchors = [$"{i}"] }).ToList();
        var paged = Paginator.Paginate([new ColumnSet(rows)]);

        Assert.Equal(400, paged.Anchors.Count);
        Assert.Equal(rows, paged.Pages.SelectMany(p => p.Rows.Select(r => r.Row)));
    }

    [Fact]
    public void What_follows_a_story_clears_its_rail()
    {
        var rail = new Row { Height = 200 };
        var pages = Paginator.Paginate([new Row { Height = 20, Rail = rail }, new Row { Height = 20 }, new Row { Height = 20, ClearsRail = true }]).Pages;

        Assert.Equal([Theme.Top, Theme.Top, Theme.Top + 20, Theme.Top + 200], pages[0].Rows.Select(r => r.Y));
    }

    [Fact]
    public void Space_that_would_cause_a_nearly_empty_page_is_saved()
    {
        var rows = Enumerable.Range(0, 41).Select(_ => new Row { Height = Body / 50, SpaceBefore = Body / 200 }).ToList();

        Assert.Single(Paginator.Paginate([.. rows]).Pages);
    }
}
