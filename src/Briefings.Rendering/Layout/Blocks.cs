using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Layout;

/// <summary>How a paragraph stands in its row.</summary>
/// <param name="X">From the left of the row.</param>
/// <param name="Before">Space above its first line.</param>
sealed record ParagraphBox(double X, double Width, double Before = 0)
{
    public Panel? Panel { get; init; }

    public IReadOnlyList<string> Anchors { get; init; } = [];

    public Bookmark? Bookmark { get; init; }

    public Marker? Marker { get; init; }

    public Row? Rail { get; init; }

    public bool KeepWithNext { get; init; }

    /// <summary>Whether the rail beside a story must have ended above.</summary>
    public bool ClearsRail { get; init; }

    /// <summary>Whether the lines are made about equally long, as a title's are.</summary>
    public bool IsBalanced { get; init; }

    /// <summary>In the space before the paragraph, at negative heights.</summary>
    public IReadOnlyList<Shape> ShapesAbove { get; init; } = [];
}

sealed record Marker(string Text, TextStyle Style, StructureElement Element, double X, Link? Link = null);

/// <summary>One column of a row that has several.</summary>
sealed record Cell(double X, double Width, IReadOnlyList<CellText> Texts);

/// <param name="Before">Space above it in the cell.</param>
sealed record CellText(StructureElement Element, IReadOnlyList<Span> Spans, double Before = 0);

/// <summary>Makes rows of text.</summary>
sealed class Blocks(Typesetter typesetter)
{
    public Typesetter Typesetter => typesetter;

    /// <summary>One row for each line; no page ends with its first line alone or begins with its last, and a title stays whole.</summary>
    public List<Row> Paragraph(StructureElement element, IReadOnlyList<Span> spans, ParagraphBox box)
    {
        var lines = box.IsBalanced ? typesetter.BreakEvenly(spans, box.Width) : typesetter.Break(spans, box.Width);
        var (leading, size) = Measures(spans);
        var rows = new List<Row>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            var isFirst = i == 0;
            var isLast = i == lines.Count - 1;
            var placed = new List<PlacedLine>(2);
            if (isFirst && box.Marker is { } marker)
            {
                var mark = typesetter.Break([new Span(marker.Text, marker.Style, marker.Link)], box.Width);
                placed.AddRange(mark.Take(1).Select(line => new PlacedLine(line, marker.Element, marker.X, 0, leading, size)));
            }

            placed.Add(new PlacedLine(lines[i], element, box.X + Indent(lines[i], box.Width), 0, leading, size));
            rows.Add(new Row
            {
                Height = leading,
                SpaceBefore = isFirst ? box.Before : 0,
                KeepWithNext = isLast ? box.KeepWithNext : isFirst || i == lines.Count - 2 || box.IsBalanced,
                Lines = placed,
                Shapes = isFirst ? [.. box.ShapesAbove] : [],
                Panel = box.Panel,
                Rail = isLast ? box.Rail : null, // read after the whole title
                RailTop = -i * leading,
                ClearsRail = isFirst && box.ClearsRail,
                Anchors = [.. isFirst ? box.Anchors : [], .. AnchorsIn(lines[i])],
                Bookmark = isFirst ? box.Bookmark : null,
            });
        }

        return rows;
    }

    /// <summary>Cells side by side in one row, read one after the other.</summary>
    /// <param name="padding">Above and below the cells.</param>
    public Row Grid(IReadOnlyList<Cell> cells, double padding, Func<double, IEnumerable<Shape>>? shapes = null, Panel? panel = null, Row? repeatedHead = null)
    {
        var placed = new List<PlacedLine>();
        var anchors = new List<string>();
        double height = 0;
        foreach (var cell in cells)
        {
            var top = padding;
            foreach (var text in cell.Texts)
            {
                var lines = typesetter.Break(text.Spans, cell.Width);
                var (leading, size) = Measures(text.Spans);
                top += lines.Count > 0 ? text.Before : 0;
                foreach (var line in lines)
                {
                    placed.Add(new PlacedLine(line, text.Element, cell.X + Indent(line, cell.Width), top, leading, size));
                    anchors.AddRange(AnchorsIn(line));
                    top += leading;
                }
            }

            height = Math.Max(height, top + padding);
        }

        return new Row
        {
            Height = height,
            Lines = placed,
            Shapes = shapes is null ? [] : [.. shapes(height)],
            Panel = panel,
            RepeatedHead = repeatedHead,
            Anchors = anchors,
        };
    }

    static double Indent(Line line, double width) => line.IsRightToLeft ? Math.Max(0, width - line.Width) : 0;

    /// <summary>Leading and size of the largest text.</summary>
    static (double Leading, double Size) Measures(IReadOnlyList<Span> spans)
    {
        var largest = spans[0].Style;
        for (var i = 1; i < spans.Count; i++)
        {
            largest = spans[i].Style.Size > largest.Size ? spans[i].Style : largest;
        }

        return (Theme.Leading(largest), largest.Size);
    }

    static IEnumerable<string> AnchorsIn(Line line) =>
        line.Fragments.Select(fragment => fragment.Span.Anchor).OfType<string>().Distinct(StringComparer.Ordinal);
}
