using Briefings.Rendering.Fonts;
using Briefings.Rendering.Images;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>The content stream of one page: every mark belongs to a structure element or is an artifact.</summary>
sealed class PageContent(int page, Func<Face, EmbeddedFont> fonts, Func<RasterImage, string> images, Palette palette)
{
    /// <summary>Bézier handles of a quarter circle of radius 1.</summary>
    const double Kappa = 0.5523;

    readonly PdfBuffer content = new();
    StructureElement? open;
    bool artifact;
    Colour? fill;
    Colour? stroke;
    (Face, double)? font;

    public PdfBuffer Content => content;

    /// <summary>The element behind each piece of marked content, by its identifier.</summary>
    public List<StructureElement> Marked { get; } = [];

    /// <summary>Marks that follow belong to an element.</summary>
    public void Enter(StructureElement element)
    {
        if (open == element)
        {
            return;
        }

        Leave();
        element.Kids.Add(new StructureKid { Page = page, MarkedContent = Marked.Count });
        content.Add("/").Add(element.Tag).Add("<</MCID ").Add(Marked.Count).Add(">>BDC\n");
        Marked.Add(element);
        open = element;
    }

    /// <summary>Marks that follow are decoration.</summary>
    public void EnterArtifact()
    {
        if (artifact)
        {
            return;
        }

        Leave();
        content.Add("/Artifact BMC\n");
        artifact = true;
    }

    public void Leave()
    {
        if (open is not null || artifact)
        {
            content.Add("EMC\n");
        }

        (open, artifact) = (null, false);
    }

    /// <summary>Pieces of one style, drawn one behind the other.</summary>
    /// <param name="x">From the left of the page.</param>
    /// <param name="y">Of the baseline, from the top of the page.</param>
    /// <param name="spaceBehind">Whether a space that is not seen parts this text from what follows when it is copied.</param>
    public void Text(ReadOnlySpan<Fragment> pieces, double x, double y, bool spaceBehind)
    {
        var style = pieces[0].Style;
        Fill(style.Colour);
        var spoken = pieces[0].StandsFor;
        var isReversed = pieces[0].Level % 2 == 1;
        if (spoken is not null)
        {
            content.Add("/Span<</ActualText ").Text(spoken).Add(">>BDC\n");
        }
        else if (isReversed)
        {
            content.Add("/ReversedChars BMC\n"); // glyphs stand from the left, the text runs from the right (PDF 1.7, 14.8.2.3.3)
        }

        content.Add("BT ");
        if (font != (style.Face, style.Size))
        {
            content.Add("/").Add(fonts(style.Face).ResourceName).Space().Add(style.Size).Add(" Tf ");
            font = (style.Face, style.Size);
        }

        content.Add(x).Space().Add(Theme.PageHeight - y + style.Rise).Add(" Td [<");
        var embedded = fonts(style.Face);
        foreach (var piece in pieces)
        {
            Glyphs(piece.Shape, embedded);
        }

        if (spaceBehind && !isReversed)
        {
            content.Hex(embedded.SpaceCode);
        }

        content.Add(">]TJ ET\n").Add(spoken is null && !isReversed ? "" : "EMC\n");
    }

    void Glyphs(ShapedText shape, EmbeddedFont embedded)
    {
        var codes = embedded.CodesOf(shape);
        for (var i = 0; i < codes.Length; i++)
        {
            content.Hex(codes[i]);
            if (shape.Kerns[i] != 0)
            {
                content.Add(">").Add(-shape.Kerns[i]).Add("<");
            }
        }
    }

    public void Rectangle(double x, double y, double width, double height, Colour colour)
    {
        Fill(colour);
        content.Add(x).Space().Add(Theme.PageHeight - y - height).Space().Add(width).Space().Add(height).Add(" re f\n");
    }

    public void Circle(double x, double y, double radius, Colour colour, bool filled)
    {
        var up = Theme.PageHeight - y;
        var handle = radius * Kappa;
        if (filled)
        {
            Fill(colour);
        }
        else
        {
            Stroke(colour);
        }

        content.Add(x + radius).Space().Add(up).Add(" m ");
        Curve(x + radius, up + handle, x + handle, up + radius, x, up + radius);
        Curve(x - handle, up + radius, x - radius, up + handle, x - radius, up);
        Curve(x - radius, up - handle, x - handle, up - radius, x, up - radius);
        Curve(x + handle, up - radius, x + radius, up - handle, x + radius, up);
        content.Add(filled ? "f\n" : "s\n");
    }

    void Curve(double x1, double y1, double x2, double y2, double x3, double y3) =>
        content.Add(x1).Space().Add(y1).Space().Add(x2).Space().Add(y2).Space().Add(x3).Space().Add(y3).Add(" c ");

    public void Line(double fromX, double fromY, double toX, double toY, Colour colour)
    {
        Stroke(colour);
        content.Add(fromX).Space().Add(Theme.PageHeight - fromY).Add(" m ").Add(toX).Space().Add(Theme.PageHeight - toY).Add(" l S\n");
    }

    public void Image(RasterImage image, double x, double y, double width, double height) =>
        content.Add("q ").Add(width).Add(" 0 0 ").Add(height).Space().Add(x).Space().Add(Theme.PageHeight - y - height).Add(" cm /").Add(images(image)).Add(" Do Q\n");

    void Fill(Colour house)
    {
        var colour = palette[house];
        if (fill != colour)
        {
            content.Colour(colour).Add(" rg\n");
            fill = colour;
        }
    }

    void Stroke(Colour house)
    {
        var colour = palette[house];
        if (stroke != colour)
        {
            content.Colour(colour).Add(" RG 0.8 w\n");
            stroke = colour;
        }
    }
}
