using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>What is different from the edition before.</summary>
static class ChangesTable
{
    public static void Compose(Composition c)
    {
        if (c.Document.Changes.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Changes, Anchors.Changes);
        if (c.Document.ChangesSince.Length > 0)
        {
            c.Add(c.Blocks.Paragraph(section.Add("P"), [new Span(c.Document.ChangesSince, Theme.Note)], new ParagraphBox(0, Theme.FullWidth) { KeepWithNext = true }));
        }

        var table = new TableBlock(
            0,
            [84, Theme.FullWidth - 84 - 56, 56],
            [c.Labels.Change, c.Labels.Event, c.Labels.Story],
            [.. c.Document.Changes.Select(change => Cells(c, change))]);
        c.Add(table.Compose(c.Blocks, section));
    }

    static IReadOnlyList<IReadOnlyList<Span>> Cells(Composition c, Change change) =>
    [
        [new Span(Mark(change.Kind), Theme.Small with { Colour = Theme.Accent }), new Span("\u00A0" + c.Labels.ChangeKind(change.Kind), Theme.SmallBold)],
        [new Span(change.Text, Theme.Small) { Language = change.Language }, .. c.Citations(change.Citations, Theme.Small), .. Rule(change)],
        [c.StoryReference(change.StoryAnchor, Theme.Small with { Colour = Theme.Navy }) ?? new Span("", Theme.Small)],
    ];

    static IEnumerable<Span> Rule(Change change) => change.Rule.Length > 0 ? [new Span(" · " + change.Rule, Theme.Note)] : [];

    public static string Mark(ChangeKind kind) => kind switch
    {
        ChangeKind.New => "+",
        ChangeKind.Up => "▲",
        ChangeKind.Down => "▼",
        ChangeKind.Corrected => "≠",
        ChangeKind.Resolved => "✓",
        _ => "●",
    };
}
