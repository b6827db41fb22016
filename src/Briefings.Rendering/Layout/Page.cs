using System.Runtime.InteropServices;

namespace Briefings.Rendering.Layout;

/// <summary>A row at its place on a page.</summary>
/// <param name="IsRepeated">A table head that was read before: decoration here.</param>
sealed record PlacedRow(Row Row, double X, double Y, bool IsRepeated = false);

/// <summary>What stands on one page between header and footer.</summary>
sealed class Page
{
    public List<PlacedRow> Rows { get; } = [];
}

/// <summary>Where an anchor or bookmark leads.</summary>
/// <param name="Page">Counts from 0.</param>
/// <param name="Y">From the top of the page.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Place(int Page, double Y);

/// <summary>The finished pages with the places that links and bookmarks lead to.</summary>
sealed record PagedDocument(IReadOnlyList<Page> Pages, IReadOnlyDictionary<string, Place> Anchors, IReadOnlyList<(Bookmark Bookmark, Place Place)> Bookmarks);
