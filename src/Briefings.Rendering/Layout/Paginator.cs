namespace Briefings.Rendering.Layout;

/// <summary>Places rows on pages from top to bottom. Every row is looked at a fixed number of times, so cost grows with length only.</summary>
sealed class Paginator
{
    /// <summary>A row higher than this part of a page is cut rather than moved whole.</summary>
    const double TallestMoved = 0.4;

    const double NearlyEmpty = 0.3;
    const double Tight = 0.7;
    const int MostPagesTightened = 12;

    const double PageBody = Theme.Bottom - Theme.Top;

    readonly List<Page> pages = [];
    readonly Dictionary<string, Place> anchors = new(StringComparer.Ordinal);
    readonly List<(Bookmark, Place)> bookmarks = [];
    double y = Theme.Top;
    double railEnd = Theme.Top;
    Row? restOfRail;

    /// <summary>What is left of the space before rows.</summary>
    readonly double tightness;

    Paginator(double tightness)
    {
        this.tightness = tightness;
        pages.Add(new Page());
    }

    /// <summary>Spaces shrink a little when that saves a last page that would be nearly empty.</summary>
    public static PagedDocument Paginate(IReadOnlyList<FlowItem> flow)
    {
        var (loose, lastY) = Paginate(flow, 1);
        if (loose.Pages.Count is > 1 and <= MostPagesTightened && lastY < Theme.Top + (PageBody * NearlyEmpty))
        {
            var (tight, _) = Paginate(flow, Tight);
            return tight.Pages.Count < loose.Pages.Count ? tight : loose;
        }

        return loose;
    }

    static (PagedDocument Document, double LastY) Paginate(IReadOnlyList<FlowItem> flow, double tightness)
    {
        var paginator = new Paginator(tightness);
        for (var i = 0; i < flow.Count;)
        {
            i = flow[i] switch
            {
                ColumnSet columns => paginator.Place(columns, i),
                _ => paginator.PlaceKeptRows(flow, i),
            };
        }

        while (paginator.restOfRail is not null)
        {
            paginator.NewPage();
        }

        return (new PagedDocument(paginator.pages, paginator.anchors, paginator.bookmarks), paginator.y);
    }

    bool IsAtTop => pages[^1].Rows is [] or [{ IsRepeated: true }];

    /// <summary>Rows that no page may end between move together, unless together they are higher than a page.</summary>
    int PlaceKeptRows(IReadOnlyList<FlowItem> flow, int first)
    {
        var rows = new List<Row>();
        var next = first;
        do
        {
            rows.Add((Row)flow[next++]);
        }
        while (rows[^1].KeepWithNext && next < flow.Count && flow[next] is Row);

        // A heading above columns needs some of their lines below it.
        var room = rows[^1].KeepWithNext && next < flow.Count ? 60 : 0.0;
        var height = room + HeightTogether(rows);
        if (!IsAtTop && StartOf(rows[0]) + height > Theme.Bottom && height <= PageBody)
        {
            NewPage(rows[0]);
        }

        foreach (var row in rows)
        {
            Place(row);
        }

        return next;
    }

    /// <summary>Without the space before the first row; at least as high as a rail that begins here.</summary>
    double HeightTogether(List<Row> rows)
    {
        double height = 0;
        double rail = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            height += i > 0 ? SpaceBefore(rows[i]) : 0;
            rail = Math.Max(rail, height + rows[i].RailTop + (rows[i].Rail?.Height ?? 0));
            height += rows[i].Height;
        }

        return Math.Max(height, rail);
    }

    double StartOf(Row row) => IsAtTop ? y : Math.Max(y, row.ClearsRail ? railEnd : y) + SpaceBefore(row);

    double SpaceBefore(Row row) => row.SpaceBefore * tightness;

    void Place(Row row)
    {
        while (StartOf(row) + row.Height > Theme.Bottom)
        {
            var room = Theme.Bottom - StartOf(row);
            var mustCut = IsAtTop || row.Height > PageBody * TallestMoved;
            if (mustCut && row.Split(room) is { } cut)
            {
                Put(cut.Above, StartOf(row));
                row = cut.Below;
            }
            else if (IsAtTop)
            {
                break;
            }

            NewPage(row);
        }

        Put(row, StartOf(row));
    }

    /// <summary>Begins a page with the head of the table that runs on there.</summary>
    void NewPage(Row next)
    {
        NewPage();
        if (next.RepeatedHead is { Height: < PageBody / 3 } head)
        {
            pages[^1].Rows.Add(new PlacedRow(head, Theme.Margin, y, IsRepeated: true));
            y += head.Height;
        }
    }

    void Put(Row row, double top)
    {
        Put(row, Theme.Margin, top);
        y = top + row.Height;
    }

    void Put(Row row, double x, double top)
    {
        var place = new Place(pages.Count - 1, top);
        pages[^1].Rows.Add(new PlacedRow(row, x, top));
        foreach (var anchor in row.Anchors)
        {
            anchors.TryAdd(anchor, place);
        }

        if (row.Bookmark is { } bookmark)
        {
            bookmarks.Add((bookmark, place));
        }

        if (row.Rail is { } rail)
        {
            PutRail(rail, Math.Max(Theme.Top, top + row.RailTop));
        }
    }

    /// <summary>A rail that reaches the end of the page runs on beside the next.</summary>
    void PutRail(Row rail, double top)
    {
        restOfRail = null;
        if (top + rail.Height > Theme.Bottom && rail.Split(Theme.Bottom - top) is { } cut)
        {
            (rail, restOfRail) = (cut.Above, cut.Below);
        }

        pages[^1].Rows.Add(new PlacedRow(rail, Theme.Margin, top));
        railEnd = Math.Max(railEnd, top + rail.Height);
    }

    void NewPage()
    {
        pages.Add(new Page());
        y = Theme.Top;
        railEnd = Theme.Top;
        if (restOfRail is { } rail)
        {
            PutRail(rail, Theme.Top);
        }
    }

    int Place(ColumnSet set, int index)
    {
        var rows = set.Rows;
        var first = 0;
        while (first < rows.Count)
        {
            var room = Theme.Bottom - y;
            var left = FillColumn(rows, first, room, IsAtTop);
            var end = FillColumn(rows, left, room, IsAtTop);
            if (end == first)
            {
                NewPage();
                continue;
            }

            if (end == rows.Count)
            {
                (left, room) = Balance(rows, first, room);
            }

            var lowest = Math.Max(PutColumn(rows, first, left, Theme.Margin), PutColumn(rows, left, end, Theme.Margin + Theme.ColumnWidth + Theme.ColumnGap));
            first = end;
            y = lowest;
            if (first < rows.Count)
            {
                NewPage();
            }
        }

        return index + 1;
    }

    /// <summary>The index behind the last row that fits into a column.</summary>
    /// <param name="mustTakeOne">An empty page takes its first row however high it is.</param>
    int FillColumn(IReadOnlyList<Row> rows, int first, double room, bool mustTakeOne)
    {
        double height = 0;
        var end = first;
        for (var i = first; i < rows.Count; i++)
        {
            height += (i > first ? SpaceBefore(rows[i]) : 0) + rows[i].Height;
            if (height > room)
            {
                break;
            }

            if (!rows[i].KeepWithNext || i + 1 == rows.Count)
            {
                end = i + 1;
            }
        }

        return end == first && mustTakeOne && first < rows.Count ? first + 1 : end;
    }

    /// <summary>The lowest height at which both columns hold all rows that are left.</summary>
    (int Left, double Room) Balance(IReadOnlyList<Row> rows, int first, double room)
    {
        double low = 0;
        var high = room;
        while (high - low > 2)
        {
            var middle = (low + high) / 2;
            var fits = FillColumn(rows, FillColumn(rows, first, middle, false), middle, false) == rows.Count;
            (low, high) = fits ? (low, middle) : (middle, high);
        }

        return (FillColumn(rows, first, high, true), high);
    }

    double PutColumn(IReadOnlyList<Row> rows, int first, int end, double x)
    {
        var top = y;
        for (var i = first; i < end; i++)
        {
            top += i > first ? SpaceBefore(rows[i]) : 0;
            Put(rows[i], x, top);
            top += rows[i].Height;
        }

        return top;
    }
}
