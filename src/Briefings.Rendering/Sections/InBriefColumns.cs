using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Stories of one line each, in two columns.</summary>
static class InBriefColumns
{
    public static void Compose(Composition c)
    {
        if (c.Document.InBrief.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.InBrief, Anchors.InBrief);
        var list = section.Add("L");
        var rows = new List<Row>();
        foreach (var item in c.Document.InBrief)
        {
            var body = list.Add("LI").Add("LBody");
            var spans = new List<Span>();
            if (item.Label.Length > 0)
            {
                spans.Add(new Span(item.Label + ". ", Theme.SmallBold with { Colour = Theme.Navy }));
            }

            spans.AddRange(c.Cited(item.Line, Theme.Small with { Face = Fonts.Face.Serif, Size = 9.2 }));
            rows.AddRange(c.Blocks.Paragraph(body.Add("P"), spans, new ParagraphBox(0, Theme.ColumnWidth, Before: 7) { Anchors = [item.Anchor], KeepWithNext = item.Reason.Length > 0 }));
            if (item.Reason.Length > 0)
            {
                rows.AddRange(c.Blocks.Paragraph(body.Add("P"), [new Span(item.Reason, Theme.Note)], new ParagraphBox(0, Theme.ColumnWidth)));
            }
        }

        c.Flow.Add(new Row { Height = 3, KeepWithNext = true });
        c.Flow.Add(new ColumnSet(rows));
    }
}
