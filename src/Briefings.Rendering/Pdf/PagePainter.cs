using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>A link's area on a page.</summary>
/// <param name="Element">The structure element that the annotation belongs to.</param>
/// <param name="Y">Of its top, from the top of the page.</param>
sealed record LinkArea(Link Link, StructureElement Element, double X, double Y, double Width, double Height);

/// <summary>Draws placed rows. One per document: a link that runs over two lines stays one element.</summary>
sealed class PagePainter(Func<Link, bool> leadsSomewhere)
{
    readonly Dictionary<Link, StructureElement> linkElements = new(ReferenceEqualityComparer.Instance);

    /// <summary>Draws the body of a page and returns its links.</summary>
    public List<LinkArea> Paint(Page page, PageContent content)
    {
        var links = new List<LinkArea>();
        content.EnterArtifact();
        PaintPanels(page, content);
        foreach (var placed in page.Rows)
        {
            PaintShapes(placed, content);
            foreach (var line in placed.Row.Lines)
            {
                PaintLine(placed, line, content, links);
            }
        }

        content.Leave();
        return links;
    }

    /// <summary>One box behind all neighbouring rows of a panel: separate boxes would show seams.</summary>
    static void PaintPanels(Page page, PageContent content)
    {
        for (var i = 0; i < page.Rows.Count; i++)
        {
            if (page.Rows[i].Row.Panel is not { } panel)
            {
                continue;
            }

            var last = i;
            while (last + 1 < page.Rows.Count && page.Rows[last + 1].Row.Panel == panel)
            {
                last++;
            }

            var top = page.Rows[i].Y;
            var height = page.Rows[last].Y + page.Rows[last].Row.Height - top;
            if (panel.Fill is { } tint)
            {
                content.Rectangle(page.Rows[i].X + panel.X, top, panel.Width, height, tint);
            }

            content.Rectangle(page.Rows[i].X + panel.X, top, panel.BarWidth, height, panel.Bar);
            i = last;
        }
    }

    static void PaintShapes(PlacedRow placed, PageContent content)
    {
        foreach (var shape in placed.Row.Shapes)
        {
            // At the top of a page the space before a row is left out, and what would stand in it.
            if (shape.Y < 0 && placed.Y <= Theme.Top)
            {
                continue;
            }

            var (x, y) = (placed.X + shape.X, placed.Y + shape.Y);
            if (shape.Figure is { } figure && !placed.IsRepeated)
            {
                content.Enter(figure);
                Enclose(figure, x, y, shape.Width);
            }
            else
            {
                content.EnterArtifact();
            }

            if (shape.Kind is ShapeKind.Dot or ShapeKind.Ring)
            {
                content.Circle(x, y, shape.Kind == ShapeKind.Dot ? shape.Width : shape.Width - 0.4, shape.Colour, shape.Kind == ShapeKind.Dot);
            }
            else
            {
                content.Rectangle(x, y, shape.Width, shape.Height, shape.Colour);
            }
        }
    }

    static void Enclose(StructureElement figure, double x, double y, double radius)
    {
        var up = Theme.PageHeight - y;
        var bounds = figure.Bounds ?? [x, up, x, up];
        figure.Bounds =
        [
            Math.Min(bounds[0], x - radius), Math.Min(bounds[1], up - radius),
            Math.Max(bounds[2], x + radius), Math.Max(bounds[3], up + radius),
        ];
    }

    void PaintLine(PlacedRow placed, PlacedLine line, PageContent content, List<LinkArea> links)
    {
        var x = placed.X + line.X;
        var y = placed.Y + line.Baseline;
        var last = line.Line.LastRead;
        foreach (var pieces in line.Line.Pieces())
        {
            var width = pieces.Sum(piece => piece.Width);
            if (placed.IsRepeated)
            {
                content.EnterArtifact();
            }
            else if (pieces[0].Span.Link is { } link && leadsSomewhere(link))
            {
                var element = LinkElement(link, line.Element);
                var style = pieces[0].Style;
                content.Enter(element);
                links.Add(new LinkArea(link, element, x, y - style.Rise - (style.Size * 0.85), width, style.Size * 1.15));
            }
            else
            {
                content.Enter(line.Element);
            }

            content.Text(pieces, x, y, spaceBehind: ReferenceEquals(pieces[^1], last) && line.Line.SpaceBehind);
            x += width;
        }
    }

    StructureElement LinkElement(Link link, StructureElement parent)
    {
        if (!linkElements.TryGetValue(link, out var element))
        {
            linkElements[link] = element = parent.Add("Link");
        }

        return element;
    }
}
