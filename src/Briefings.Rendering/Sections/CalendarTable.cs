using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Scheduled events ahead.</summary>
static class CalendarTable
{
    public static void Compose(Composition c)
    {
        if (c.Document.Calendar.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Calendar, Anchors.Calendar);
        var table = new TableBlock(
            0,
            [128, Theme.FullWidth - 128 - 56, 56],
            [c.Labels.When, c.Labels.Event, c.Labels.Story],
            [.. c.Document.Calendar.OrderBy(entry => entry.Day).Select(entry => Cells(c, entry))]);
        c.Add(table.Compose(c.Blocks, section));
    }

    static IReadOnlyList<IReadOnlyList<Span>> Cells(Composition c, CalendarEntry entry) =>
    [
        [new Span(entry.When, Theme.SmallBold with { Colour = Theme.Navy })],
        c.Cited(entry.Line, Theme.Small),
        [c.StoryReference(entry.StoryAnchor, Theme.Small with { Colour = Theme.Navy }) ?? new Span("", Theme.Small)],
    ];
}
