using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>The stories, each with a rail of how well it is founded at its left.</summary>
static class StoryPages
{
    public static void Compose(Composition c)
    {
        if (c.Document.Stories.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Stories, Anchors.Stories);
        for (var i = 0; i < c.Document.Stories.Count; i++)
        {
            Compose(c, section.Add("Sect"), c.Document.Stories[i], isFirst: i == 0);
        }
    }

    static void Compose(Composition c, StructureElement section, StorySection story, bool isFirst)
    {
        var heading = section.Add("H3");
        var rail = StoryRail.Compose(c, section, story);
        c.Add(c.Blocks.Paragraph(heading, [new Span(story.Title, Theme.StoryTitle), .. c.Citations(story.TitleCitations, Theme.Lead)], Column(isFirst ? 6 : 22) with
        {
            Anchors = [story.Anchor],
            Bookmark = new Bookmark(2, story.Title),
            Rail = rail,
            ClearsRail = true,
            IsBalanced = true,
            KeepWithNext = true,
            ShapesAbove = isFirst ? [] : [new Shape(ShapeKind.Filled, 0, -9, Theme.FullWidth, 0.6, Theme.Hairline)],
        }));
        c.Add(c.Blocks.Paragraph(section.Add("P"), c.Cited(story.Lead, Theme.Lead), Column(4) with { KeepWithNext = story.Developments.Count > 0 }));
        AddBullets(c, section, story.Developments, Theme.Body);
        StoryClaims.Compose(c, section, story);
        StoryDifferences.Compose(c, section, story);
        StoryTimeline.Compose(c, section, story);
        StoryActors.Compose(c, section, story);
        if (story.Watch.Count > 0)
        {
            AddLabel(c, section, c.Labels.Watch, Theme.Label);
            AddBullets(c, section, story.Watch, Theme.Small, "→");
        }
    }

    public static ParagraphBox Column(double before) => new(Theme.StoryLeft, Theme.StoryWidth, before);

    /// <summary>A small title inside a story.</summary>
    public static void AddLabel(Composition c, StructureElement section, string label, TextStyle style, Panel? panel = null, double indent = 0) => c.Add(c.Blocks.Paragraph(
        section.Add("H4"),
        [new Span(label.ToUpper(System.Globalization.CultureInfo.InvariantCulture), style)],
        new ParagraphBox(Theme.StoryLeft + indent, Theme.StoryWidth - indent, Before: 10) { KeepWithNext = true, Panel = panel }));

    static void AddBullets(Composition c, StructureElement section, IReadOnlyList<CitedLine> lines, TextStyle style, string mark = "•")
    {
        if (lines.Count == 0)
        {
            return;
        }

        var list = section.Add("L");
        foreach (var line in lines)
        {
            // The last item does not begin a page alone.
            if (lines.Count > 1 && ReferenceEquals(line, lines[^1]) && c.Flow[^1] is Row before)
            {
                before.KeepWithNext = true;
            }

            var item = list.Add("LI");
            var label = item.Add("Lbl");
            c.Add(c.Blocks.Paragraph(item.Add("LBody"), c.Cited(line, style), new ParagraphBox(Theme.StoryLeft + 12, Theme.StoryWidth - 12, Before: 4)
            {
                Marker = new Marker(mark, style with { Colour = Theme.Accent }, label, Theme.StoryLeft),
            }));
        }
    }
}
