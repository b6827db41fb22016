using Briefings.Rendering.Images;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Layout;

/// <summary>What can follow on a page: a row or a set of columns.</summary>
abstract class FlowItem;

/// <summary>Rows that run through two columns, of equal height where they end.</summary>
sealed class ColumnSet(IReadOnlyList<Row> rows) : FlowItem
{
    public IReadOnlyList<Row> Rows => rows;
}

/// <summary>A strip across the page that stays in one piece unless it is too tall: a line of text, a row of a table.</summary>
sealed class Row : FlowItem
{
    /// <summary>In points, without <see cref="SpaceBefore"/>.</summary>
    public required double Height { get; init; }

    /// <summary>Left out at the top of a page, with the shapes that stand in it.</summary>
    public double SpaceBefore { get; set; }

    /// <summary>No page ends between this row and the next.</summary>
    public bool KeepWithNext { get; set; }

    /// <summary>Whether the rail beside a story must have ended above this row.</summary>
    public bool ClearsRail { get; init; }

    /// <summary>Drawn in this order, which is the reading order.</summary>
    public List<PlacedLine> Lines { get; init; } = [];

    public List<Shape> Shapes { get; init; } = [];

    /// <summary>Stands beside this row and the ones below, without taking height.</summary>
    public Row? Rail { get; init; }

    /// <summary>Where the rail begins: at this row, or at a line of the same title further up.</summary>
    public double RailTop { get; init; }

    /// <summary>Drawn again, as decoration, when this row begins a page.</summary>
    public Row? RepeatedHead { get; init; }

    /// <summary>A tinted box around this row and its neighbours with the same panel.</summary>
    public Panel? Panel { get; init; }

    /// <summary>Names under which other places link here.</summary>
    public IReadOnlyList<string> Anchors { get; init; } = [];

    public Bookmark? Bookmark { get; init; }

    /// <summary>The lines above a height and the rest as a row of its own; <c>null</c> when not even one line fits.</summary>
    public (Row Above, Row Below)? Split(double room)
    {
        var head = Lines.Where(line => line.Top + line.Leading <= room).ToList();
        var rest = Lines.Where(line => line.Top + line.Leading > room).ToList();
        if (head.Count == 0 || rest.Count == 0)
        {
            return null;
        }

        var shift = rest.Min(line => line.Top);
        return (
            new Row { Height = room, SpaceBefore = SpaceBefore, Lines = head, Shapes = [.. Clipped(0, room)], Rail = Rail, RailTop = RailTop, Panel = Panel, Anchors = Anchors, Bookmark = Bookmark },
            new Row
            {
                Height = Height - shift,
                Lines = [.. rest.Select(line => line with { Top = line.Top - shift })],
                Shapes = [.. Clipped(shift, Height)],
                Panel = Panel,
                RepeatedHead = RepeatedHead,
                KeepWithNext = KeepWithNext,
            });
    }

    /// <summary>The parts of the shapes between two heights, as seen from the first.</summary>
    IEnumerable<Shape> Clipped(double from, double to)
    {
        foreach (var shape in Shapes)
        {
            var top = Math.Max(shape.Y, from);
            var bottom = Math.Min(shape.Y + shape.Height, to);
            if (bottom > top)
            {
                yield return shape with { Y = top - from, Height = shape.Kind == ShapeKind.Filled ? bottom - top : shape.Height };
            }
        }
    }
}

/// <summary>A line at its place in a row.</summary>
/// <param name="Element">What the line belongs to in the document's structure.</param>
/// <param name="X">From the left of the row.</param>
/// <param name="Top">From the top of the row.</param>
/// <param name="Size">Of the paragraph's main text; lines side by side with one leading and size stand on one baseline.</param>
sealed record PlacedLine(Line Line, StructureElement Element, double X, double Top, double Leading, double Size)
{
    /// <summary>From the top of the row; centres the lower-case letters in the leading.</summary>
    public double Baseline => Top + (Leading * 0.5) + (Size * 0.34);
}

enum ShapeKind
{
    Filled,
    Dot,
    Ring,

    /// <summary>From (X, Y), Width to the right and Height down.</summary>
    Line,

    /// <summary>Fills the rectangle.</summary>
    Image,
}

/// <summary>A rectangle, or a circle around (X, Y) of radius Width. Places are relative to the row.</summary>
/// <param name="Figure">The figure it is part of; <c>null</c> for decoration.</param>
sealed record Shape(ShapeKind Kind, double X, double Y, double Width, double Height, Colour Colour, StructureElement? Figure = null)
{
    public RasterImage? Image { get; init; }
}

/// <summary>A tinted box with a coloured bar at its left.</summary>
sealed record Panel(double X, double Width, Colour? Fill, Colour Bar, double BarWidth);

/// <param name="Level">1 for a section, 2 for a story.</param>
sealed record Bookmark(int Level, string Title);
