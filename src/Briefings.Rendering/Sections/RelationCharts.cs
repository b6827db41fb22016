using Briefings.Rendering.Fonts;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>One small chart a pair: a bar a day, up for cooperation and down for conflict, with the number of events below.</summary>
static class RelationCharts
{
    const double Strongest = 10;
    const double HalfHeight = 30;
    const double AxisWidth = 34;
    const double Top = 6;
    const double Zero = Top + HalfHeight;
    const double CountTop = Top + (2 * HalfHeight) + 3;
    const double WidestBar = 15;
    const int MostLabels = 10;

    /// <summary>One day is said in its sentence as well as drawn.</summary>
    const int FewestDays = 2;

    static readonly TextStyle Tick = new(Face.Sans, 6.6, Theme.Muted);

    public static void Compose(Composition c)
    {
        if (c.Document.Relations.Count == 0)
        {
            return;
        }

        var section = c.Root.Add("Sect");
        c.AddSectionTitle(section, c.Labels.Relations, Anchors.Relations);
        foreach (var series in c.Document.Relations)
        {
            var part = section.Add("Div");
            c.Add(c.Blocks.Paragraph(part.Add("P"), [new Span(series.Pair, Theme.SmallBold)], new ParagraphBox(0, Theme.FullWidth, Before: 8) { KeepWithNext = true }));
            if (series.Days.Count >= FewestDays)
            {
                var chart = Chart(c, part.Add(new StructureElement("Figure") { AlternateText = CleanText.Of(series.TextAlternative) }), series);
                chart.KeepWithNext = true;
                c.Flow.Add(chart);
            }

            c.Add(c.Blocks.Paragraph(part.Add("P"), [new Span(series.TextAlternative, Theme.Note with { Colour = Theme.Ink })], new ParagraphBox(0, Theme.FullWidth, Before: 2) { KeepWithNext = series.Note.Length > 0 }));
            if (series.Note.Length > 0)
            {
                c.Add(c.Blocks.Paragraph(part.Add("P"), [new Span(series.Note, Theme.Note)], new ParagraphBox(0, Theme.FullWidth)));
            }
        }
    }

    static Row Chart(Composition c, StructureElement figure, RelationSeries series)
    {
        var step = (Theme.FullWidth - AxisWidth) / series.Days.Count;
        var every = (series.Days.Count + MostLabels - 1) / MostLabels;
        var lines = new List<PlacedLine>();
        Label(c, lines, figure, "+10", 0, Top - 4);
        Label(c, lines, figure, "0", 0, Zero - 4.5);
        Label(c, lines, figure, "−10", 0, Top + (2 * HalfHeight) - 5);
        var shapes = new List<Shape>
        {
            new(ShapeKind.Filled, AxisWidth, Top, Theme.FullWidth - AxisWidth, 0.3, Theme.Hairline, figure),
            new(ShapeKind.Filled, AxisWidth, Zero, Theme.FullWidth - AxisWidth, 0.6, Theme.Muted, figure),
            new(ShapeKind.Filled, AxisWidth, Top + (2 * HalfHeight), Theme.FullWidth - AxisWidth, 0.3, Theme.Hairline, figure),
        };
        for (var i = 0; i < series.Days.Count; i++)
        {
            var day = series.Days[i];
            var middle = AxisWidth + ((i + 0.5) * step);
            if (day.Value is { } value)
            {
                shapes.Add(Bar(value, middle, Math.Min(WidestBar, step * 0.62), figure));
            }

            if (step >= 11 && day.Count > 0)
            {
                Label(c, lines, figure, FormattableString.Invariant($"{day.Count}"), middle, CountTop, isCentred: true);
            }

            if (i % every == 0)
            {
                Label(c, lines, figure, day.DayText, middle, CountTop + 9, isCentred: true, widest: step * every);
            }
        }

        return new Row { Height = CountTop + 22, Lines = lines, Shapes = shapes };
    }

    /// <summary>A day whose events cancel out has a thin bar; a value beyond the scale ends at its edge.</summary>
    static Shape Bar(double value, double middle, double width, StructureElement figure)
    {
        var share = double.IsNaN(value) ? 0 : Math.Clamp(value, -Strongest, Strongest) / Strongest;
        var height = Math.Max(1.4, Math.Abs(share) * HalfHeight);
        return new Shape(ShapeKind.Filled, middle - (width / 2), share < 0 ? Zero : Zero - height, width, height, share < 0 ? Theme.Accent : Theme.Navy, figure);
    }

    static void Label(Composition c, List<PlacedLine> lines, StructureElement figure, string text, double x, double top, bool isCentred = false, double widest = AxisWidth)
    {
        if (c.Blocks.Typesetter.Break([new Span(text, Tick)], Math.Max(12, widest)) is [var line, ..])
        {
            lines.Add(new PlacedLine(line, figure, isCentred ? x - (line.Width / 2) : x, top, 9, Tick.Size));
        }
    }
}
