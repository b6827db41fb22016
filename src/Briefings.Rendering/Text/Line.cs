namespace Briefings.Rendering.Text;

/// <summary>A piece of a line in one face, style and direction.</summary>
/// <param name="Level">Embedding level; odd runs right to left.</param>
/// <param name="StandsFor">The characters a visible replacement stands for; <c>null</c> when the glyphs are those of the text.</param>
sealed record Fragment(ShapedText Shape, Span Span, TextStyle Style, byte Level, string? StandsFor = null)
{
    public double Width => Shape.Width * Style.Size / 1000;
}

/// <summary>One line of a paragraph.</summary>
/// <param name="Fragments">In the order in which they are drawn, from the left, each directly behind the one before.</param>
/// <param name="Width">In points.</param>
/// <param name="SpaceBehind">Whether it was ended at a space, which a copied text needs.</param>
/// <param name="IsRightToLeft">Whether it belongs to a right-to-left paragraph, and so stands at the right.</param>
sealed record Line(IReadOnlyList<Fragment> Fragments, double Width, bool SpaceBehind, bool IsRightToLeft = false)
{
    /// <summary>The fragment behind which the space of a line's end is written: the last one drawn, or the first when the line runs right to left.</summary>
    public Fragment LastRead => IsRightToLeft ? Fragments[0] : Fragments[^1];

    /// <summary>Fragments that are drawn at one go: same style, link and direction.</summary>
    public IEnumerable<Fragment[]> Pieces()
    {
        for (var first = 0; first < Fragments.Count;)
        {
            var end = first + 1;
            while (end < Fragments.Count && IsOnePiece(Fragments[first], Fragments[end]))
            {
                end++;
            }

            yield return [.. Fragments.Skip(first).Take(end - first)];
            first = end;
        }
    }

    static bool IsOnePiece(Fragment a, Fragment b) =>
        a.Style == b.Style && a.Span.Link == b.Span.Link && a.Level == b.Level && a.StandsFor is null && b.StandsFor is null;
}
