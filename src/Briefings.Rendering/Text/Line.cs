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
/// <param name="IsLast">Whether the paragraph ends here; after any other line a copied text needs a space.</param>
sealed record Line(IReadOnlyList<Fragment> Fragments, double Width, bool IsLast)
{
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
