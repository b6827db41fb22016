using Briefings.Rendering.Layout;

namespace Briefings.Rendering.Pdf;

/// <summary>Writes the bookmarks: sections, and the stories below theirs.</summary>
sealed class OutlineWriter(PdfObjects objects, IReadOnlyList<int> pageNumbers)
{
    /// <returns>Number of the outline; 0 when there is no bookmark.</returns>
    public int Write(IReadOnlyList<(Bookmark Bookmark, Place Place)> bookmarks)
    {
        if (bookmarks.Count == 0)
        {
            return 0;
        }

        var root = objects.Reserve();
        var sections = new List<Item>();
        foreach (var (bookmark, place) in bookmarks)
        {
            var item = new Item(objects.Reserve(), bookmark.Title, place, []);
            (bookmark.Level > 1 && sections.Count > 0 ? sections[^1].Children : sections).Add(item);
        }

        WriteLevel(sections, root);
        objects.Set(root, new PdfBuffer().Add("<</Type/Outlines/First ").Reference(sections[0].Number).Add("/Last ").Reference(sections[^1].Number)
            .Add("/Count ").Add(bookmarks.Count).Add(">>"));
        return root;
    }

    void WriteLevel(List<Item> items, int parent)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var body = new PdfBuffer().Add("<</Title ").Text(Text.CleanText.Of(item.Title)).Add("/Parent ").Reference(parent);
            if (i > 0)
            {
                body.Add("/Prev ").Reference(items[i - 1].Number);
            }

            if (i + 1 < items.Count)
            {
                body.Add("/Next ").Reference(items[i + 1].Number);
            }

            if (item.Children.Count > 0)
            {
                body.Add("/First ").Reference(item.Children[0].Number).Add("/Last ").Reference(item.Children[^1].Number).Add("/Count ").Add(item.Children.Count);
            }

            objects.Set(item.Number, body.Add("/Dest").Add(Destination.To(item.Place, pageNumbers).Written).Add(">>"));
            WriteLevel(item.Children, item.Number);
        }
    }

    sealed record Item(int Number, string Title, Place Place, List<Item> Children);
}

/// <summary>Where a link or bookmark leads.</summary>
static class Destination
{
    const double RoomAbove = 10;

    public static PdfBuffer To(Place place, IReadOnlyList<int> pageNumbers) => new PdfBuffer().Add("[").Reference(pageNumbers[place.Page])
        .Add("/XYZ 0 ").Add(Theme.PageHeight - Math.Max(0, place.Y - RoomAbove)).Add(" null]");
}
