using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;

namespace Briefings.Rendering.Sections;

/// <summary>Claims and projections behind a coloured bar and in italics, so that nobody reads them as fact.</summary>
static class StoryClaims
{
    const double Inset = 11;

    public static void Compose(Composition c, StructureElement section, StorySection story)
    {
        if (story.Claims.Count == 0)
        {
            return;
        }

        var bar = new Panel(Theme.StoryLeft, Theme.StoryWidth, Fill: null, Theme.Accent, BarWidth: 2.2);
        StoryPages.AddLabel(c, section, c.Labels.Claims, Theme.AccentLabel, bar, Inset);
        var list = section.Add("L");
        foreach (var claim in story.Claims)
        {
            var body = list.Add("LI").Add("LBody");
            c.Add(c.Blocks.Paragraph(body, [.. c.Cited(claim, Theme.Claim), .. StoryPages.Grades(c, claim, story.Lead.Confidence)], new ParagraphBox(Theme.StoryLeft + Inset, Theme.StoryWidth - Inset, Before: 4) { Panel = bar }));
        }
    }
}
