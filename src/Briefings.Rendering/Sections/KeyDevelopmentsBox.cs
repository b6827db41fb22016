using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>The bottom line first: a tinted box with what matters most and why it is there.</summary>
static class KeyDevelopmentsBox
{
    const double Inset = 14;
    const double ReasonWidth = 116;

    static readonly Panel Box = new(0, Theme.FullWidth, Theme.Tint, Theme.Accent, BarWidth: 3);

    public static void Compose(Composition c)
    {
        if (c.Document.KeyDevelopments.Count == 0 && c.Document.Stories.Count > 0 && c.Document.NothingNew.Length == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.Flow.Add(new Row { Height = 9, SpaceBefore = 14, Panel = Box, KeepWithNext = true });
        c.Add(c.Blocks.Paragraph(section.Add("H2"), [new Span(c.Labels.KeyDevelopments, Theme.SectionTitle)], new ParagraphBox(Inset, Theme.FullWidth - (2 * Inset))
        {
            Anchors = [Anchors.KeyDevelopments],
            Bookmark = new Bookmark(1, c.Labels.KeyDevelopments),
            KeepWithNext = true,
            Panel = Box,
        }));
        if (c.Document.KeyDevelopments.Count == 0)
        {
            c.Add(c.Blocks.Paragraph(section.Add("P"), [new Span(c.Document.NothingNew.Length > 0 ? c.Document.NothingNew : c.Labels.NothingNew, Theme.KeyLine)], new ParagraphBox(Inset, Theme.FullWidth - (2 * Inset), Before: 4)
            {
                KeepWithNext = true,
                Panel = Box,
            }));
        }

        if (c.Document.KeyDevelopments.Count > 0)
        {
            var list = section.Add("L");
            c.Add(c.Document.KeyDevelopments.Select(development => Item(c, list, development)));
        }

        ((Row)c.Flow[^1]).KeepWithNext = true;
        c.Flow.Add(new Row { Height = 9, Panel = Box });
    }

    static Row Item(Composition c, StructureElement list, KeyDevelopment development)
    {
        var body = list.Add("LI").Add("LBody");
        var line = new CellText(body.Add("P"), c.Cited(development.Line, Theme.KeyLine));
        var reasons = new List<CellText> { new(body.Add("P"), [new Span(development.Reason, Theme.Note)], Before: 2.6) };
        if (development.Line.Likelihood.Length > 0)
        {
            reasons.Add(new CellText(body.Add("P"), Grade(c.Labels.Likelihood, development.Line.Likelihood)));
        }

        var last = development.Line.Confidence.Length > 0 ? Grade(c.Labels.Confidence, development.Line.Confidence) : [];
        if (c.StoryReference(development.StoryAnchor, Theme.NoteBold) is { } reference)
        {
            last = [.. last, .. last.Length > 0 ? [new Span(" · ", Theme.Note)] : Array.Empty<Span>(), reference];
        }

        if (last.Length > 0)
        {
            reasons.Add(new CellText(body.Add("P"), last));
        }

        var row = c.Blocks.Grid(
            [
                new Cell(Inset, Theme.FullWidth - ReasonWidth - (3 * Inset), [line]),
                new Cell(Theme.FullWidth - ReasonWidth - Inset, ReasonWidth, reasons),
            ],
            padding: 0,
            panel: Box);
        row.SpaceBefore = 6;
        return row;
    }

    /// <summary>Likelihood and confidence are two things and stand on two lines.</summary>
    static Span[] Grade(string label, string grade) => [new Span(label + ": ", Theme.Note), new Span(grade, Theme.NoteBold with { Colour = Theme.Ink })];
}
