using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>When it happened, what happened and when the log learned it.</summary>
static class StoryTimeline
{
    public static void Compose(Composition c, StructureElement section, StorySection story)
    {
        if (story.Timeline.Count == 0)
        {
            return;
        }

        StoryPages.AddLabel(c, section, c.Labels.Timeline, Theme.Label);
        if (TimelineAxes.Compose(c, section, story) is { } axes)
        {
            c.Flow.Add(axes);
        }

        var table = new TableBlock(
            Theme.StoryLeft,
            [84, Theme.StoryWidth - 84 - 76, 76],
            [c.Labels.When, c.Labels.Event, c.Labels.Learned],
            [.. story.Timeline.Select(entry => Cells(c, entry))]);
        c.Add(table.Compose(c.Blocks, section));
    }

    static IReadOnlyList<IReadOnlyList<Span>> Cells(Composition c, TimelineEntry entry) =>
    [
        [new Span(entry.When, Theme.SmallBold with { Colour = Theme.Navy })],
        c.Cited(entry.Line, Theme.Small),
        [new Span(entry.Learned, Theme.Note)],
    ];
}
