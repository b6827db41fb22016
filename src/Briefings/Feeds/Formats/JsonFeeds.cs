using System.Text.Json;

namespace Briefings.Feeds.Formats;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org).</summary>
static class JsonFeeds
{
    const int MaximumItems = LooseXml.MaximumItems;

    /// <summary>Whether an object calls itself a JSON Feed, or has the shape of one.</summary>
    public static bool Is(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && (Words(root, "version") is { } version && version.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase)
            || (root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array && !root.TryGetProperty("text", out _)));

    public static FeedDocument Read(JsonElement root, Uri? address)
    {
        var site = Words(root, "home_page_url");
        var all = root.TryGetProperty("items", out var array) && array.ValueKind == JsonValueKind.Array ? array : default;
        var items = all.ValueKind == JsonValueKind.Array ? all.EnumerateArray().Take(MaximumItems).Select((item, index) => Item(item, index + 1, site, address)).ToList() : [];
        return new FeedDocument
        {
            Format = "json",
            Title = Text(root, "title", false),
            Link = site,
            SelfLink = Words(root, "feed_url"),
            Author = Author(root),
            Updated = Newest(items),
            Items = items,
            Notes = all.ValueKind == JsonValueKind.Array && all.GetArrayLength() > MaximumItems ? [FeedReader.TooManyItems] : [],
        };
    }

    static FeedItem Item(JsonElement item, int number, string? site, Uri? address)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return new FeedItem { Number = number, Defect = "Expected an item that is a JSON object, found another value." };
        var link = Words(item, "url") ?? Words(item, "external_url");
        return new FeedItem
        {
            Number = number,
            Id = Words(item, "id"),
            Title = Text(item, "title", false),
            Link = link,
            Address = FeedAddresses.Absolute(link ?? Words(item, "id"), [site, address?.AbsoluteUri]),
            Author = Author(item),
            Published = Words(item, "date_published"),
            Updated = Words(item, "date_modified"),
            Content = Text(item, "content_html", true) ?? Text(item, "content_text", false),
            Summary = Text(item, "summary", false),
            Original = item.GetRawText().AsMemory(),
        };
    }

    // A JSON Feed does not say when it changed; its newest item does.
    static string? Newest(IEnumerable<FeedItem> items) => items
        .Select(item => item.Updated ?? item.Published)
        .Where(words => words is not null)
        .MaxBy(words => Articles.Reading.ArticleDates.Parse(words ?? "")?.At ?? DateTimeOffset.MinValue);

    static FeedPerson? Author(JsonElement element)
    {
        if (element.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in authors.EnumerateArray())
            {
                if (one.ValueKind == JsonValueKind.Object && Words(one, "name") is { } name)
                    return new FeedPerson(name, null);
            }
        }

        return element.TryGetProperty("author", out var author) && author.ValueKind == JsonValueKind.Object && Words(author, "name") is { } only ? new FeedPerson(only, null) : null;
    }

    static FeedText? Text(JsonElement element, string name, bool isMarkup) => Words(element, name) is { } words ? new FeedText(words, isMarkup) : null;

    // An id may be a number by mistake.
    static string? Words(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String when value.GetString()?.Trim() is { Length: > 0 } words => words.Replace("\0", "", StringComparison.Ordinal),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
