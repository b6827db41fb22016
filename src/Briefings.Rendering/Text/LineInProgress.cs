namespace Briefings.Rendering.Text;

/// <summary>The line that is being filled.</summary>
sealed class LineInProgress(bool isRightToLeft = false)
{
    List<Fragment> fragments = [];
    bool hasRightToLeft;

    public bool IsEmpty => fragments.Count == 0;

    public double Width { get; private set; }

    public void Add(List<Fragment> more)
    {
        foreach (var fragment in more)
        {
            fragments.Add(fragment);
            Width += fragment.Width;
            hasRightToLeft |= fragment.Level > 0;
        }
    }

    /// <summary>The finished line; the next one starts empty.</summary>
    public Line Finish(bool spaceBehind)
    {
        IReadOnlyList<Fragment>? inReadingOrder = null;
        if (hasRightToLeft)
        {
            inReadingOrder = [.. fragments];
            Directions.Reorder(fragments, fragment => fragment.Level);
        }

        var line = new Line(fragments, Width, spaceBehind, isRightToLeft) { InReadingOrder = inReadingOrder };
        (fragments, Width, hasRightToLeft) = ([], 0, false);
        return line;
    }
}
