namespace Briefings.Rendering.Pdf;

/// <summary>A node of the document's logical structure, which screen readers follow in place of the page.</summary>
/// <remarks>Either holds elements, added when composed, or marked content with links, added in the order in which it is drawn.</remarks>
sealed class StructureElement(string tag)
{
    /// <summary>A standard structure type such as <c>P</c>.</summary>
    public string Tag => tag;

    public StructureElement? Parent { get; private set; }

    public List<StructureKid> Kids { get; } = [];

    /// <summary>What a figure shows.</summary>
    public string? AlternateText { get; init; }

    /// <summary>BCP 47 tag of what it holds; <c>null</c> when that of the element around it holds.</summary>
    public string? Language { get; init; }

    /// <summary>A table head's scope: Column or Row.</summary>
    public string? Scope { get; init; }

    /// <summary>Left, bottom, right and top of a figure on its page.</summary>
    public double[]? Bounds { get; private set; }

    public void Enclose(double left, double bottom, double right, double top) => Bounds = Bounds is { } b
        ? [Math.Min(b[0], left), Math.Min(b[1], bottom), Math.Max(b[2], right), Math.Max(b[3], top)]
        : [left, bottom, right, top];

    /// <summary>Number of the PDF object that describes this element.</summary>
    public int ObjectNumber { get; set; }

    public StructureElement Add(string childTag) => Add(new StructureElement(childTag));

    public StructureElement Add(StructureElement child)
    {
        child.Parent = this;
        Kids.Add(new StructureKid { Element = child });
        return child;
    }
}

/// <summary>An element, a piece of marked content or an annotation.</summary>
readonly struct StructureKid
{
    public StructureElement? Element { get; init; }

    /// <summary>Counts from 0.</summary>
    public int Page { get; init; }

    /// <summary>Identifier of marked content on its page.</summary>
    public int MarkedContent { get; init; }

    /// <summary>Object number; 0 when this is no annotation.</summary>
    public int Annotation { get; init; }
}
