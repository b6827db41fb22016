using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>Left of a story: its number and status, on how many sources it rests, and why it is in the briefing.</summary>
static class StoryRail
{
    const int MostDots = 12;
    const double DotRadius = 2.4;
    const double DotDistance = 7.6;

    public static Row Compose(Composition c, StructureElement section, StorySection story)
    {
        var independent = c.Labels.IndependentSources.For(story.IndependentSources);
        var outlets = c.Labels.Outlets.For(story.Outlets);
        var number = c.StoryReference(story.Anchor, Theme.AccentLabel) is { } reference ? reference.Text : "";
        var texts = new List<CellText>
        {
            new(section.Add("P"), [new Span(number, Theme.SmallBold with { Colour = Theme.Accent }), new Span(" · ", Theme.Note), new Span(story.Status, Theme.Label)], Before: 3),
        };
        var figure = section.Add(new StructureElement("Figure") { AlternateText = $"{independent}, {outlets}." });
        texts.Add(new CellText(section.Add("P"), [new Span(independent, Theme.Note)], Before: 13));
        texts.Add(new CellText(section.Add("P"), [new Span(outlets, Theme.Note)]));
        texts.Add(new CellText(section.Add("P"), [new Span(story.Reason, Theme.Note with { Colour = Theme.Ink })], Before: 4));
        AddFact(texts, section, c.Labels.Since, story.Since);
        AddFact(texts, section, c.Labels.Confidence, story.Lead.Confidence);
        AddFact(texts, section, c.Labels.Likelihood, story.Lead.Likelihood);
        var row = c.Blocks.Grid([new Cell(0, Theme.RailWidth, texts)], padding: 0);
        row.Shapes.AddRange(Dots(story, figure, row.Lines.Count > 0 ? row.Lines[0].Top + row.Lines[0].Leading + 6 : 6));
        return row;
    }

    static void AddFact(List<CellText> texts, StructureElement section, string label, string value)
    {
        if (value.Length > 0)
        {
            texts.Add(new CellText(section.Add("P"), [new Span(label + ": ", Theme.Note), new Span(value, Theme.Note with { Colour = Theme.Ink })], Before: 1.5));
        }
    }

    /// <summary>A filled dot for each independent source, a ring for each further outlet.</summary>
    static IEnumerable<Shape> Dots(StorySection story, StructureElement figure, double y)
    {
        var dots = Math.Clamp(Math.Max(story.IndependentSources, story.Outlets), 1, MostDots);
        for (var i = 0; i < dots; i++)
        {
            var kind = i < story.IndependentSources ? ShapeKind.Dot : ShapeKind.Ring;
            yield return new Shape(kind, DotRadius + (i * DotDistance), y, DotRadius, DotRadius, Theme.Navy, figure);
        }
    }
}
