using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>The words for standing, likelihood, confidence and change, with what each means.</summary>
static class LegendTable
{
    public static void Compose(Composition c)
    {
        if (c.Document.Legend.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Legend, Anchors.Legend);
        var table = new TableBlock(
            0,
            [92, Theme.FullWidth - 92 - 84, 84],
            [c.Labels.Word, c.Labels.Meaning, c.Labels.Kind],
            [.. c.Document.Legend.Select(term => (IReadOnlyList<IReadOnlyList<Span>>)
            [
                [new Span(term.Word, Theme.SmallBold)],
                [new Span(term.Meaning, Theme.Small)],
                [new Span(c.Labels.LegendKind(term.Kind), Theme.Note)],
            ])]);
        c.Add(table.Compose(c.Blocks, section));
    }
}
