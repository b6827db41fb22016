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
    readonly Dictionary<Span, StructureElement> languageElements = new(ReferenceEqualityComparer.Instance);

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
                Enclose(figure, shape, x, y);
            }
            else
            {
                content.EnterArtifact();
            }

            PaintShape(shape, x, y, content);
        }
    }

    static void PaintShape(Shape shape, double x, double y, PageContent content)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Dot:
                content.Circle(x, y, shape.Width, shape.Colour, filled: true);
                break;
            case ShapeKind.Ring:
                content.Circle(x, y, shape.Width - 0.4, shape.Colour, filled: false);
                break;
            case ShapeKind.Line:
                content.Line(x, y, x + shape.Width, y + shape.Height, shape.Colour);
                break;
            case ShapeKind.Image when shape.Image is { } image:
                content.Image(image, x, y, shape.Width, shape.Height);
                break;
            default:
                content.Rectangle(x, y, shape.Width, shape.Height, shape.Colour);
                break;
        }
    }

    static void Enclose(StructureElement figure, Shape shape, double x, double y)
    {
        var isRound = shape.Kind is ShapeKind.Dot or ShapeKind.Ring;
        var (left, right) = isRound ? (x - shape.Width, x + shape.Width) : (Math.Min(x, x + shape.Width), Math.Max(x, x + shape.Width));
        var (top, bottom) = isRound ? (y - shape.Width, y + shape.Width) : (y, y + shape.Height);
        figure.Enclose(left, Theme.PageHeight - bottom, right, Theme.PageHeight - top);
    }

    void PaintLine(PlacedRow placed, PlacedLine line, PageContent content, List<LinkArea> links)
    {
        var y = placed.Y + line.Baseline;
        var last = line.Line.LastRead;
        foreach (var (pieces, offset) in line.Line.Pieces())
        {
            var x = placed.X + line.X + offset;
            if (placed.IsRepeated)
            {
                content.EnterArtifact();
            }
            else if (pieces[0].Span.Link is { } link && leadsSomewhere(link))
            {
                var element = LinkElement(link, line.Element);
                var style = pieces[0].Style;
                content.Enter(element);
                links.Add(new LinkArea(link, element, x, y - style.Rise - (style.Size * 0.85), pieces.Sum(piece => piece.Width), style.Size * 1.15));
            }
            else
            {
                content.Enter(LanguageElement(pieces[0].Span, line.Element));
            }

            content.Text(pieces, x, y, spaceBehind: line.Line.SpaceBehind && pieces.Contains(last));
        }
    }

    /// <summary>Words in another language stand in an element of their own that names it.</summary>
    StructureElement LanguageElement(Span span, StructureElement parent)
    {
        if (Language.Valid(span.Language) is not { } language)
        {
            return parent;
        }

        if (!languageElements.TryGetValue(span, out var element))
        {
            languageElements[span] = element = parent.Add(new StructureElement("Span") { Language = language });
        }

        return element;
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
