using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>How the briefing was made, what is missing from it, and from which log it can be made again.</summary>
static class ClosingNotes
{
    const double LabelWidth = 150;

    public static void ComposeMethod(Composition c)
    {
        LegendTable.Compose(c);
        AddParagraphs(c, c.Labels.Method, Anchors.Method, c.Document.Method);
    }

    public static void ComposeGaps(Composition c) => AddParagraphs(c, c.Labels.Gaps, Anchors.Gaps, c.Document.Gaps);

    public static void ComposeProvenance(Composition c)
    {
        if (c.Document.Provenance.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Provenance, Anchors.Provenance);
        foreach (var fact in c.Document.Provenance)
        {
            var paragraph = section.Add("P");
            c.Flow.Add(c.Blocks.Grid(
                [
                    new Cell(0, LabelWidth - 8, [new CellText(paragraph, [new Span(fact.Label, Theme.NoteBold)])]),
                    new Cell(LabelWidth, Theme.FullWidth - LabelWidth, [new CellText(paragraph, [new Span(fact.Value, Theme.Note with { Colour = Theme.Ink }, IsCode: true)])]),
                ],
                padding: 1.5));
        }
    }

    static void AddParagraphs(Composition c, string title, string anchor, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, title, anchor);
        foreach (var text in texts)
        {
            c.Add(c.Blocks.Paragraph(section.Add("P"), [new Span(text, Theme.Small)], new ParagraphBox(0, Theme.FullWidth, Before: 4)));
        }
    }
}
