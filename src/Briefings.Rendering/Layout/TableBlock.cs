using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Layout;

/// <summary>A table whose head is repeated on every page it reaches.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Columns">Widths in points.</param>
/// <param name="Head">One short title a column.</param>
/// <param name="Rows">One list of spans a cell; the first cell of a row is its head.</param>
sealed record TableBlock(double X, IReadOnlyList<double> Columns, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<IReadOnlyList<Span>>> Rows)
{
    const double CellPadding = 4;

    public List<Row> Compose(Blocks blocks, StructureElement parent)
    {
        var table = parent.Add("Table");
        var head = HeadRow(blocks, table.Add("TR"));
        head.KeepWithNext = true;
        head.SpaceBefore = 4;
        var rows = new List<Row> { head };
        rows.AddRange(Rows.Select(row => BodyRow(blocks, table.Add("TR"), row, head)));
        if (rows.Count > 3)
        {
            // No page ends with the first row alone or begins with the last.
            rows[1].KeepWithNext = true;
            rows[^2].KeepWithNext = true;
        }

        return rows;
    }

    Row HeadRow(Blocks blocks, StructureElement element)
    {
        var cells = Columns.Select((width, i) => new Cell(
            Left(i),
            width - (2 * CellPadding),
            [new CellText(element.Add(new StructureElement("TH") { Scope = "Column" }), [new Span(Head[i], Theme.NoteBold)])]));
        return blocks.Grid([.. cells], padding: 2.5, height =>
        [
            new Shape(ShapeKind.Filled, X, 0, Columns.Sum(), height, Theme.Tint),
            new Shape(ShapeKind.Filled, X, height - 0.7, Columns.Sum(), 0.7, Theme.Navy),
        ]);
    }

    Row BodyRow(Blocks blocks, StructureElement element, IReadOnlyList<IReadOnlyList<Span>> row, Row head)
    {
        var cells = row.Select((spans, i) => new Cell(Left(i), Columns[i] - (2 * CellPadding), [new CellText(element.Add(CellElement(i)), spans)]));
        return blocks.Grid(
            [.. cells],
            padding: 3,
            height => [new Shape(ShapeKind.Filled, X, height - 0.4, Columns.Sum(), 0.4, Theme.Hairline)],
            repeatedHead: head);
    }

    static StructureElement CellElement(int column) => column == 0 ? new StructureElement("TH") { Scope = "Row" } : new StructureElement("TD");

    double Left(int column) => X + Columns.Take(column).Sum() + CellPadding;
}
