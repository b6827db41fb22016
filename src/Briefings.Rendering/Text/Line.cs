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
    /// <summary>The fragments in the order in which they are read; <c>null</c> when that is the order in which they stand.</summary>
    public IReadOnlyList<Fragment>? InReadingOrder { get; init; }

    /// <summary>The fragment behind which the space of a line's end is written.</summary>
    public Fragment LastRead => InReadingOrder is { } order ? order[^1] : Fragments[^1];

    /// <summary>Fragments that are drawn at one go, each with its distance from the line's left, in the order in which they are read.</summary>
    public IEnumerable<(Fragment[] Fragments, double X)> Pieces()
    {
        var placed = PiecesFromTheLeft();
        if (InReadingOrder is not { } order)
        {
            return placed;
        }

        var ranks = new Dictionary<Fragment, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < order.Count; i++)
        {
            ranks[order[i]] = i;
        }

        return placed.OrderBy(piece => piece.Fragments.Min(fragment => ranks[fragment]));
    }

    /// <summary>Of one style and link; right-to-left words one by one, since only words in order are read in order.</summary>
    IEnumerable<(Fragment[] Fragments, double X)> PiecesFromTheLeft()
    {
        double x = 0;
        for (var first = 0; first < Fragments.Count;)
        {
            var end = first + 1;
            while (end < Fragments.Count && IsOnePiece(Fragments[first], Fragments[end]))
            {
                end++;
            }

            var piece = new Fragment[end - first];
            double width = 0;
            for (var i = 0; i < piece.Length; i++)
            {
                piece[i] = Fragments[first + i];
                width += piece[i].Width;
            }

            yield return (piece, x);
            x += width;
            first = end;
        }
    }

    static bool IsOnePiece(Fragment a, Fragment b) =>
        a.Style == b.Style && a.Span.Link == b.Span.Link && a.Level == b.Level && a.Level % 2 == 0 && a.StandsFor is null && b.StandsFor is null;
}
