using System.Globalization;
using Briefings.Rendering.Fonts;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>A story on two axes: above when things happened, below when the log learned of them, each pair joined by a line.</summary>
static class TimelineAxes
{
    const int Fewest = 2;
    const double LabelWidth = 58;
    const double Above = 9;
    const double Below = 33;
    const double Radius = 2.1;
    const double Right = Theme.StoryLeft + Theme.StoryWidth - 4;
    const double Left = Theme.StoryLeft + LabelWidth + 4;

    static readonly TextStyle Tick = new(Face.Sans, 6.8, Theme.Muted);

    /// <returns><c>null</c> when fewer than two entries have both dates, or all fall on one day.</returns>
    public static Row? Compose(Composition c, StructureElement section, StorySection story)
    {
        var entries = story.Timeline.Where(e => e.From is not null && e.LearnedOn is not null).ToList();
        if (entries.Count < Fewest)
        {
            return null;
        }

        var first = entries.Min(e => Earlier(e.From!.Value, e.LearnedOn!.Value));
        var last = entries.Max(e => Later(LastDay(e), e.LearnedOn!.Value));
        if (first == last)
        {
            return null;
        }

        var figure = section.Add(new StructureElement("Figure") { AlternateText = CleanText.Of(string.Join("; ", entries.Select(e => $"{e.When}: {c.Labels.Learned} {e.Learned}")) + ".") });
        var lines = new List<PlacedLine>();
        Label(c, lines, figure, c.Labels.When, Theme.StoryLeft, Above - 5, isAtRight: false);
        Label(c, lines, figure, c.Labels.Learned, Theme.StoryLeft, Below - 5, isAtRight: false);
        Label(c, lines, figure, Text(first), Left, Below + 4, isAtRight: false);
        Label(c, lines, figure, Text(last), Right, Below + 4, isAtRight: true);
        return new Row { Height = Below + 17, SpaceBefore = 3, KeepWithNext = true, Lines = lines, Shapes = [.. Shapes(entries, figure, first, last)] };
    }

    static IEnumerable<Shape> Shapes(List<TimelineEntry> entries, StructureElement figure, DateOnly first, DateOnly last)
    {
        yield return new Shape(ShapeKind.Filled, Left, Above - 0.25, Right - Left, 0.5, Theme.Hairline, figure);
        yield return new Shape(ShapeKind.Filled, Left, Below - 0.25, Right - Left, 0.5, Theme.Hairline, figure);
        foreach (var entry in entries)
        {
            var (from, to, learned) = (At(entry.From!.Value), At(LastDay(entry)), At(entry.LearnedOn!.Value));
            yield return new Shape(ShapeKind.Line, (from + to) / 2, Above, learned - ((from + to) / 2), Below - Above, Theme.Hairline, figure);
            yield return to - from > 2 * Radius
                ? new Shape(ShapeKind.Filled, from, Above - 1.6, to - from, 3.2, Theme.Navy, figure)
                : new Shape(entry.Line.Standing == Standing.Reported ? ShapeKind.Dot : ShapeKind.Ring, from, Above, Radius, Radius, Theme.Navy, figure);
            yield return new Shape(ShapeKind.Dot, learned, Below, Radius, Radius, Theme.Accent, figure);
        }

        double At(DateOnly day) => Left + ((Right - Left) * (day.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber));
    }

    /// <summary>Digits are read in every language.</summary>
    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly LastDay(TimelineEntry entry) => entry.To is { } to && to > entry.From ? to : entry.From!.Value;

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    static void Label(Composition c, List<PlacedLine> lines, StructureElement figure, string text, double x, double top, bool isAtRight)
    {
        if (c.Blocks.Typesetter.Break([new Span(text, Tick)], LabelWidth) is [var line, ..])
        {
            lines.Add(new PlacedLine(line, figure, isAtRight ? x - line.Width : x, top, 9, Tick.Size));
        }
    }
}
