using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Title, profile, day, issue number, period, information cut-off and, since running heads are not read aloud, the handling label.</summary>
static class TitleBlock
{
    public static void Compose(Composition c)
    {
        var document = c.Document;
        var section = c.Root.Add("Sect");
        c.Add(c.Blocks.Paragraph(section.Add("H1"), [new Span(document.Title, Theme.Title)], new ParagraphBox(0, Theme.FullWidth)
        {
            Bookmark = new Bookmark(1, $"{document.Title}, {document.DayText}"),
            KeepWithNext = true,
        }));
        c.Add(c.Blocks.Paragraph(
            section.Add("P"),
            [new Span(document.Profile, Theme.Subtitle with { Colour = Theme.Ink }), new Span("  ·  " + document.DayText, Theme.Subtitle)],
            new ParagraphBox(0, Theme.FullWidth, Before: 1) { KeepWithNext = true }));

        (string Label, string Value, double X, double Width)[] facts =
        [
            (c.Labels.IssueLabel, LabelSet.Fill(c.Labels.Issue, document.Issue), 0, 52),
            (c.Labels.Period, document.Period, 60, 176),
            (c.Labels.CutOff, document.CutOff, 248, 148),
            (c.Labels.Handling, document.Handling, 408, Theme.FullWidth - 408),
        ];
        var cells = facts.Select(fact => new Cell(fact.X, fact.Width,
        [
            new CellText(section.Add("P"), [new Span(fact.Label.ToUpperInvariant(), Theme.Label with { Size = 6.8, Colour = Theme.Muted })]),
            new CellText(section.Add("P"), [new Span(fact.Value, Theme.SmallBold)]),
        ]));
        var row = c.Blocks.Grid([.. cells], padding: 5, height =>
        [
            new Shape(ShapeKind.Filled, 0, 0, Theme.FullWidth, 0.6, Theme.Hairline),
            new Shape(ShapeKind.Filled, 0, height - 0.6, Theme.FullWidth, 0.6, Theme.Hairline),
        ]);
        row.SpaceBefore = 8;
        c.Flow.Add(row);
    }
}
