using Briefings.Rendering.Fonts;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Where sources differ: what each says and its words, side by side.</summary>
static class StoryDifferences
{
    const double Gap = 10;
    const double Inset = 8;
    const double SideWidth = (Theme.StoryWidth - Gap) / 2;

    public static void Compose(Composition c, StructureElement section, StorySection story)
    {
        if (story.Differences.Count == 0)
        {
            return;
        }

        StoryPages.AddLabel(c, section, c.Labels.Differences, Theme.Label);
        foreach (var difference in story.Differences)
        {
            var part = section.Add("Div");
            c.Add(c.Blocks.Paragraph(part.Add("P"), [new Span(difference.Subject, Theme.SmallBold)], StoryPages.Column(3) with { KeepWithNext = true }));
            foreach (var pair in difference.Sides.Chunk(2))
            {
                c.Flow.Add(Sides(c, part, pair));
            }
        }
    }

    static Row Sides(Composition c, StructureElement part, DifferenceSide[] sides)
    {
        var cells = sides.Select((side, i) => new Cell(Left(i) + Inset, SideWidth - (2 * Inset), Texts(c, part.Add("Div"), side)));
        var row = c.Blocks.Grid([.. cells], padding: 5, height => sides.SelectMany((_, i) => Box(Left(i), height)));
        row.SpaceBefore = 3;
        return row;
    }

    static double Left(int side) => Theme.StoryLeft + (side * (SideWidth + Gap));

    static IEnumerable<Shape> Box(double x, double height) =>
    [
        new Shape(ShapeKind.Filled, x, 0, SideWidth, height, Theme.Tint),
        new Shape(ShapeKind.Filled, x, 0, SideWidth, 1, Theme.Navy),
    ];

    static IReadOnlyList<CellText> Texts(Composition c, StructureElement part, DifferenceSide side) =>
    [
        new(part.Add("P"), [new Span(side.Published.Length > 0 ? $"{side.Outlet} · {side.Published}" : side.Outlet, Theme.Note)]),
        new(part.Add("P"), [new Span(side.Value, new TextStyle(Face.SerifBold, 10.5, Theme.Navy))], Before: 1),
        new(part.Add("BlockQuote"), [new Span($"“{side.Quote}”", Theme.Quote) { IsQuoted = true, Language = side.Language }, .. c.Citations([side.Citation], Theme.Quote)], Before: 2),
    ];
}
