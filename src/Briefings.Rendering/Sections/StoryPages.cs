using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>The stories, each with a rail of how well it is founded at its left.</summary>
static class StoryPages
{
    /// <summary>Characters from which a title is a sentence rather than a line.</summary>
    const int LongTitle = 80;

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
        AddTitle(c, section, story, isFirst);
        c.Add(c.Blocks.Paragraph(section.Add("P"), c.Cited(story.Lead, Theme.Lead), Column(4) with { KeepWithNext = story.Developments.Count > 0 }));
        if (story.WhyItMatters.Length > 0)
        {
            c.Add(c.Blocks.Paragraph(
                section.Add("P"),
                [new Span(c.Labels.WhyItMatters + " ", Theme.SmallBold with { Colour = Theme.Accent }), new Span(story.WhyItMatters, Theme.Small)],
                Column(4) with { KeepWithNext = story.Developments.Count > 0 }));
        }

        AddBullets(c, section, story.Developments, Theme.Body, story.Lead.Confidence);
        StoryClaims.Compose(c, section, story);
        StoryDifferences.Compose(c, section, story);
        StoryTimeline.Compose(c, section, story);
        StoryActors.Compose(c, section, story);
        if (story.Watch.Count > 0)
        {
            AddLabel(c, section, c.Labels.Watch, Theme.Label);
            AddBullets(c, section, story.Watch, Theme.Small, story.Lead.Confidence, "→");
        }
    }

    /// <summary>A rule, the countries and the title, with the rail beside them.</summary>
    static void AddTitle(Composition c, StructureElement section, StorySection story, bool isFirst)
    {
        var heading = section.Add("H3");
        var top = Column(isFirst ? 6 : 22) with
        {
            Anchors = [story.Anchor],
            ClearsRail = true,
            KeepWithNext = true,
            ShapesAbove = isFirst ? [] : [new Shape(ShapeKind.Filled, 0, -9, Theme.FullWidth, 0.6, Theme.Hairline)],
        };
        var kicker = new List<Span>();
        if (story.Kicker.Length > 0)
        {
            kicker.Add(new Span(story.Kicker, Theme.NoteBold with { Colour = Theme.Accent }));
        }

        if (story.TitleStanding != Standing.Reported)
        {
            kicker.Add(new Span((kicker.Count > 0 ? " · " : "") + c.Labels.Standing(story.TitleStanding).ToUpperInvariant(), Theme.AccentLabel));
        }

        if (kicker.Count > 0)
        {
            c.Add(c.Blocks.Paragraph(section.Add("P"), kicker, top with { Rail = StoryRail.Compose(c, section, story) }));
        }

        var title = kicker.Count > 0 ? Column(1) with { KeepWithNext = true } : top with { Rail = StoryRail.Compose(c, section, story) };
        c.Add(c.Blocks.Paragraph(
            heading,
            [new Span(story.Title, story.Title.Length > LongTitle ? Theme.LongStoryTitle : Theme.StoryTitle) { Language = story.TitleLanguage }, .. c.Citations(story.TitleCitations, Theme.Lead)],
            title with { Bookmark = new Bookmark(2, story.Title), IsBalanced = true }));
    }

    public static ParagraphBox Column(double before) => new(Theme.StoryLeft, Theme.StoryWidth, before);

    /// <summary>A small title inside a story.</summary>
    public static void AddLabel(Composition c, StructureElement section, string label, TextStyle style, Panel? panel = null, double indent = 0) => c.Add(c.Blocks.Paragraph(
        section.Add("H4"),
        [new Span(label.ToUpper(System.Globalization.CultureInfo.InvariantCulture), style)],
        new ParagraphBox(Theme.StoryLeft + indent, Theme.StoryWidth - indent, Before: 10) { KeepWithNext = true, Panel = panel }));

    /// <param name="usualConfidence">Said once beside the title; a line says its own where it differs.</param>
    static void AddBullets(Composition c, StructureElement section, IReadOnlyList<CitedLine> lines, TextStyle style, string usualConfidence, string mark = "•")
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
            c.Add(c.Blocks.Paragraph(item.Add("LBody"), [.. Due(line), .. c.Cited(line, style), .. Grades(c, line, usualConfidence)], new ParagraphBox(Theme.StoryLeft + 12, Theme.StoryWidth - 12, Before: 4)
            {
                Marker = new Marker(mark, style with { Colour = Theme.Accent }, label, Theme.StoryLeft),
            }));
        }
    }

    /// <summary>The date in front, unless the sentence names it.</summary>
    static IEnumerable<Span> Due(CitedLine line) =>
        line.Due.Length > 0 && !line.Text.Contains(line.Due, StringComparison.Ordinal) ? [new Span(line.Due + ": ", Theme.SmallBold with { Colour = Theme.Navy })] : [];

    public static IEnumerable<Span> Grades(Composition c, CitedLine line, string usualConfidence)
    {
        if (line.Likelihood.Length > 0)
        {
            yield return new Span($" · {c.Labels.Likelihood}: {line.Likelihood}", Theme.Note);
        }

        if (line.Confidence.Length > 0 && !string.Equals(line.Confidence, usualConfidence, StringComparison.Ordinal))
        {
            yield return new Span($" · {c.Labels.Confidence}: {line.Confidence}", Theme.Note);
        }
    }
}
