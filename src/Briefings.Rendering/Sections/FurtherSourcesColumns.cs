using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Articles that report what is cited already, with the quotes they go with.</summary>
static class FurtherSourcesColumns
{
    public static void Compose(Composition c, StructureElement section)
    {
        if (c.Document.FurtherSources.Count == 0)
        {
            return;
        }

        c.Add(c.Blocks.Paragraph(section.Add("H3"), [new Span(c.Labels.FurtherSources, Theme.SmallBold with { Colour = Theme.Navy, Size = 10 })], new ParagraphBox(0, Theme.FullWidth, Before: 14)
        {
            Anchors = [Anchors.FurtherSources],
            KeepWithNext = true,
        }));
        var list = section.Add("L");
        var rows = new List<Row>();
        foreach (var source in c.Document.FurtherSources)
        {
            rows.AddRange(c.Blocks.Paragraph(list.Add("LI").Add("LBody"), Spans(c, source), new ParagraphBox(0, Theme.ColumnWidth, Before: 5)));
        }

        c.Flow.Add(new Row { Height = 3, KeepWithNext = true });
        c.Flow.Add(new ColumnSet(rows));
    }

    static List<Span> Spans(Composition c, FurtherSource source)
    {
        var spans = new List<Span> { new(source.Outlet + ". ", Theme.NoteBold), new(source.Title, Theme.Note with { Colour = Theme.Ink }), new(" · " + source.Published, Theme.Note) };
        if (source.Url is { Length: > 0 } url)
        {
            spans.Add(new Span(" · ", Theme.Note));
            spans.Add(c.Address(url, Theme.Note));
        }

        if (source.Article.Length > 0)
        {
            spans.Add(new Span(" · ", Theme.Note));
            spans.Add(new Span(source.Article, Theme.Note, IsCode: true));
        }

        if (source.With.Count > 0)
        {
            spans.Add(new Span(" · " + c.Labels.With, Theme.Note));
            spans.AddRange(c.Citations(source.With, Theme.Note, isFirstUse: false));
        }

        return spans;
    }
}
