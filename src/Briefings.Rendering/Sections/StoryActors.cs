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
        // The last column only where there was something to compare with.
        var isCompared = story.Actors.Any(actor => actor.Change.Length > 0);
        var table = new TableBlock(
            Theme.StoryLeft,
            isCompared ? [80, 68, Theme.StoryWidth - 80 - 68 - 70, 70] : [96, 92, Theme.StoryWidth - 96 - 92],
            [c.Labels.Actor, c.Labels.Role, c.Labels.Position, .. isCompared ? [c.Labels.Change] : Array.Empty<string>()],
            [.. story.Actors.Select(actor => Cells(c, actor, isCompared))]);
        c.Add(table.Compose(c.Blocks, section));
    }

    static IReadOnlyList<IReadOnlyList<Span>> Cells(Composition c, ActorRow actor, bool isCompared) =>
    [
        [new Span(actor.Name, Theme.SmallBold)],
        [new Span(actor.Role, Theme.Small)],
        [.. c.StandingOf(actor.Standing, Theme.Small), new Span(actor.Position, Theme.Small) { Language = actor.Language }, .. c.Citations(actor.Citations, Theme.Small)],
        .. isCompared ? [Change(actor)] : Array.Empty<IReadOnlyList<Span>>(),
    ];

    static IReadOnlyList<Span> Change(ActorRow actor) => actor.ChangeKind is { } kind && actor.Change.Length > 0
        ? [new Span(ChangesTable.Mark(kind) + "\u00A0", Theme.Note with { Colour = Theme.Accent }), new Span(actor.Change, Theme.Note with { Colour = Theme.Ink })]
        : [new Span(actor.Change, Theme.Note with { Colour = Theme.Ink })];
}
