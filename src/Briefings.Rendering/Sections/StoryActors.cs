using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Who acts in a story, in what role, and what each last said or did.</summary>
static class StoryActors
{
    public static void Compose(Composition c, StructureElement section, StorySection story)
    {
        if (story.Actors.Count == 0)
        {
            return;
        }

        StoryPages.AddLabel(c, section, c.Labels.Actors, Theme.Label);
        var table = new TableBlock(
            Theme.StoryLeft,
            [96, 92, Theme.StoryWidth - 96 - 92],
            [c.Labels.Actor, c.Labels.Role, c.Labels.Position],
            [.. story.Actors.Select(actor => Cells(c, actor))]);
        c.Add(table.Compose(c.Blocks, section));
    }

    static IReadOnlyList<IReadOnlyList<Span>> Cells(Composition c, ActorRow actor) =>
    [
        [new Span(actor.Name, Theme.SmallBold)],
        [new Span(actor.Role, Theme.Small)],
        [new Span(actor.Position, Theme.Small), .. c.Citations(actor.Citations, Theme.Small)],
    ];
}
