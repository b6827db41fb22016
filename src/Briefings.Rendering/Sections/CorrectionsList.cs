using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>What earlier editions carried, what stands now, and which editions they were.</summary>
static class CorrectionsList
{
    const double LabelWidth = 84;

    public static void Compose(Composition c)
    {
        if (c.Document.Corrections.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Corrections, Anchors.Corrections);
        foreach (var note in c.Document.Corrections)
        {
            Compose(c, section.Add("Div"), note);
        }
    }

    static void Compose(Composition c, StructureElement part, CorrectionNote note)
    {
        c.Add(c.Blocks.Paragraph(
            part.Add("P"),
            [new Span(note.Outlet + ". ", Theme.SmallBold), new Span(note.Text, Theme.Small), .. c.Citations(note.Citations, Theme.Small)],
            new ParagraphBox(0, Theme.FullWidth, Before: 6) { KeepWithNext = true }));
        AddFact(c, part, c.Labels.Before, Quoted(note.Old, note.OldSpan, note.Language), keepWithNext: true);
        AddFact(c, part, c.Labels.Now, note.New is { } current ? Quoted(current, note.NewSpan, note.Language) : [new Span(c.Labels.Withdrawn, Theme.Small)], note.Carried.Count > 0);
        if (note.Carried.Count > 0)
        {
            AddFact(c, part, c.Labels.CarriedIn, [new Span(string.Join("; ", note.Carried), Theme.Small)], keepWithNext: false);
        }
    }

    static IReadOnlyList<Span> Quoted(string text, QuoteSpan? span, string? language) =>
    [
        new Span($"“{text}”", Theme.Small) { IsQuoted = true, Language = language },
        .. Composition.PlaceOf(span) is { } place ? [new Span("\u00A0" + place, Theme.Place)] : Array.Empty<Span>(),
    ];

    static void AddFact(Composition c, StructureElement part, string label, IReadOnlyList<Span> text, bool keepWithNext)
    {
        var paragraph = part.Add("P");
        var row = c.Blocks.Grid(
            [
                new Cell(12, LabelWidth - 12, [new CellText(paragraph, [new Span(label, Theme.NoteBold)], Before: 0.6)]),
                new Cell(LabelWidth, Theme.FullWidth - LabelWidth, [new CellText(paragraph, text)]),
            ],
            padding: 1);
        row.KeepWithNext = keepWithNext;
        c.Flow.Add(row);
    }
}
