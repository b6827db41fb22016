using Briefings.Rendering.Images;
using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Title, logo, profile, day, issue number, period, information cut-off, next issue and, since running heads are not read aloud, the handling label.</summary>
static class TitleBlock
{
    const double LogoWidth = 132;
    const double LogoHeight = 40;
    const double Gap = 12;

    public static void Compose(Composition c)
    {
        var document = c.Document;
        var section = c.Root.Add("Sect");
        var title = section.Add("H1");
        var logo = Logo(c, section);
        c.Add(c.Blocks.Paragraph(title, [new Span(document.Title, Theme.Title)], new ParagraphBox(0, Theme.FullWidth - (logo is null ? 0 : logo.Width + Gap))
        {
            Bookmark = new Bookmark(1, $"{document.Title}, {document.DayText}"),
            KeepWithNext = true,
            ShapesAbove = logo is null ? [] : [logo],
        }));
        c.Add(c.Blocks.Paragraph(
            section.Add("P"),
            [new Span(document.Profile, Theme.Subtitle with { Colour = Theme.Ink }), new Span("  ·  " + document.DayText, Theme.Subtitle)],
            new ParagraphBox(0, Theme.FullWidth, Before: 1) { KeepWithNext = true }));
        AddFacts(c, section);
        if (document.Coverage.Length > 0)
        {
            c.Add(c.Blocks.Paragraph(section.Add("P"), [new Span(document.Coverage, Theme.Note)], new ParagraphBox(0, Theme.FullWidth, Before: 4)));
        }
    }

    static void AddFacts(Composition c, StructureElement section)
    {
        var document = c.Document;
        (string Label, string Value, double Share)[] facts =
        [
            (c.Labels.IssueLabel, LabelSet.Fill(c.Labels.Issue, document.Issue), 0.9),
            (c.Labels.Period, document.Period, 1.4),
            (c.Labels.CutOff, document.CutOff, 1.2),
            (c.Labels.NextIssue, document.NextIssue, 1.3),
            (c.Labels.Handling, document.Handling, 0.7),
        ];
        facts = [.. facts.Where(fact => fact.Value.Length > 0)];
        var unit = (Theme.FullWidth - ((facts.Length - 1) * Gap)) / facts.Sum(fact => fact.Share);
        var cells = new List<Cell>();
        double x = 0;
        foreach (var (label, value, share) in facts)
        {
            var texts = new List<CellText>
            {
                new(section.Add("P"), [new Span(label.ToUpperInvariant(), Theme.Label with { Size = 6.8, Colour = Theme.Muted })]),
                new(section.Add("P"), [new Span(value, Theme.SmallBold with { Size = 8.4 })]),
            };
            if (x == 0 && document.Previous is { Text.Length: > 0 } previous)
            {
                texts.Add(new CellText(section.Add("P"), [new Span($"{c.Labels.Previous}: {previous.Text}", Theme.Note with { Size = 7.4 })]));
            }

            cells.Add(new Cell(x, share * unit, texts));
            x += (share * unit) + Gap;
        }

        var row = c.Blocks.Grid(cells, padding: 5, height =>
        [
            new Shape(ShapeKind.Filled, 0, 0, Theme.FullWidth, 0.6, Theme.Hairline),
            new Shape(ShapeKind.Filled, 0, height - 0.6, Theme.FullWidth, 0.6, Theme.Hairline),
        ]);
        row.SpaceBefore = 8;
        c.Flow.Add(row);
    }

    /// <summary>At the right of the title; <c>null</c> when there is none or it cannot be shown, which is reported.</summary>
    static Shape? Logo(Composition c, StructureElement section)
    {
        if (c.Document.Brand?.Logo is not { } logo)
        {
            return null;
        }

        try
        {
            // Four pixels a point are as fine as print is.
            var image = RasterImage.Decode(logo).Within((int)(4 * LogoWidth), (int)(4 * LogoHeight));
            var scale = Math.Min(LogoWidth / image.Width, LogoHeight / image.Height);
            var (width, height) = (image.Width * scale, image.Height * scale);
            var figure = section.Add(new StructureElement("Figure") { AlternateText = CleanText.Of(logo.Text) });
            return new Shape(ShapeKind.Image, Theme.FullWidth - width, 0, width, height, Theme.Ink, figure) { Image = image };
        }
        catch (InvalidDataException e)
        {
            c.Warnings.UnreadableLogo(e.Message);
            return null;
        }
    }
}
