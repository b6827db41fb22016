using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>The articles in two columns, each with the sentences that the briefing rests on.</summary>
static class SourcesAppendix
{
    const double Inset = 26;

    public static void Compose(Composition c)
    {
        if (c.Document.Sources.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Sources, Anchors.Sources);
        c.Add(c.Blocks.Paragraph(section.Add("P"), [new Span(c.Labels.SourcesNote, Theme.Note)], new ParagraphBox(0, Theme.FullWidth) { KeepWithNext = true }));
        c.Flow.Add(new Row { Height = 6, KeepWithNext = true });
        var rows = new List<Row>();
        foreach (var source in c.Document.Sources)
        {
            Compose(c, section.Add("Div"), source, rows);
        }

        c.Flow.Add(new ColumnSet(rows));
        FurtherSourcesColumns.Compose(c, section);
    }

    static IEnumerable<Span> Place(Quote quote) => Composition.PlaceOf(quote.Span) is { } place ? [new Span("\u00A0" + place, Theme.Place)] : [];

    static void Compose(Composition c, StructureElement part, Source source, List<Row> rows)
    {
        rows.AddRange(c.Blocks.Paragraph(
            part.Add("P"),
            [new Span(source.Outlet + ". ", Theme.NoteBold with { Size = 8.6 }), new Span(source.Title, Theme.Small with { Size = 8.6 }) { Language = source.Language }],
            new ParagraphBox(0, Theme.ColumnWidth, Before: 10) { KeepWithNext = true }));
        rows.AddRange(c.Blocks.Paragraph(part.Add("P"), Facts(c, source), new ParagraphBox(0, Theme.ColumnWidth) { KeepWithNext = source.Quotes.Count > 0 }));
        if (source.Quotes.Count == 0)
        {
            return;
        }

        var list = part.Add("L");
        foreach (var quote in source.Quotes)
        {
            var item = list.Add("LI");
            var back = c.IsCited(quote.Number) ? new Link("#" + Anchors.Citation(quote.Number), LabelSet.Fill(c.Labels.BackToText, quote.Number)) : null;
            rows.AddRange(c.Blocks.Paragraph(
                AddBody(item, out var label),
                [new Span($"“{quote.Text}”", Theme.Quote with { Size = 8.6 }) { IsQuoted = true, Language = source.Language }, .. Place(quote)],
                new ParagraphBox(Inset, Theme.ColumnWidth - Inset, Before: 3)
                {
                    Anchors = [Anchors.Quote(quote.Number)],
                    Marker = new Marker(FormattableString.Invariant($"[{quote.Number}]"), Theme.NoteBold with { Colour = Theme.Accent }, label, 0, back),
                }));
        }
    }

    static StructureElement AddBody(StructureElement item, out StructureElement label)
    {
        label = item.Add("Lbl");
        return item.Add("LBody");
    }

    static List<Span> Facts(Composition c, Source source)
    {
        var facts = new List<Span> { new(source.Published, Theme.Note) };
        if (source.Status.Length > 0)
        {
            facts.Add(new Span(" · ", Theme.Note));
            facts.Add(new Span(source.Status, Theme.Note with { Colour = Theme.Accent }));
        }

        if (source.LanguageText.Length > 0)
        {
            facts.Add(new Span(" · " + source.LanguageText, Theme.Note));
        }

        if (source.Learned.Length > 0)
        {
            facts.Add(new Span(" · " + source.Learned, Theme.Note));
        }

        if (source.Url is { Length: > 0 } url)
        {
            facts.Add(new Span(" · ", Theme.Note));
            facts.Add(c.Address(url, Theme.Note));
        }

        if (source.Article.Length > 0)
        {
            facts.Add(new Span(" · ", Theme.Note));
            facts.Add(new Span(source.Article, Theme.Note, IsCode: true));
        }

        return facts;
    }
}
