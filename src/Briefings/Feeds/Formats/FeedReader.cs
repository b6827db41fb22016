using System.Globalization;
using Briefings.Articles.Reading;

namespace Briefings.Feeds.Formats;

/// <summary>What reading a feed gave.</summary>
/// <param name="Feed"><c>null</c> when there is a defect.</param>
/// <param name="Defect">Why it is no feed that can be read; <c>null</c> when it is.</param>
public readonly record struct FeedReading(FeedDocument? Feed, string? Defect);

/// <summary>Reads a feed's bytes, whichever of the formats they are in.</summary>
public static class FeedReader
{
    internal static readonly string TooManyItems = string.Create(CultureInfo.InvariantCulture, $"Expected at most {LooseXml.MaximumItems:N0} items, found more: the rest is not read.");

    /// <param name="contentType">The answer's Content-Type, whose charset counts; <c>null</c> when there is none.</param>
    /// <param name="address">Where the feed lies: relative addresses rest on it.</param>
    public static FeedReading Read(byte[] bytes, string? contentType = null, Uri? address = null)
    {
        var decoded = DeclaredEncodings.Feed(bytes, contentType);
        if (decoded.Defect is { } undecodable)
            return new FeedReading(null, undecodable);
        var text = decoded.Text.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart();
        if (text.Length == 0)
            return new FeedReading(null, "Expected a feed, found nothing.");
        var reading = text[0] is '{' or '[' ? Json(decoded.Text.Trim().TrimStart('\uFEFF'), address) : Xml(decoded.Text, address);
        return reading.Feed is { } feed && decoded.Note is { } note ? reading with { Feed = feed with { Notes = [note, .. feed.Notes] } } : reading;
    }

    /// <summary>Reads one item by itself, as <see cref="FeedItem.Original"/> keeps it.</summary>
    /// <param name="format"><c>rss</c>, <c>atom</c> or <c>jsonfeed</c>; <c>feed</c> for the bytes of a whole one.</param>
    public static FeedReading ReadItem(ReadOnlySpan<byte> bytes, string format, string? contentType = null, Uri? address = null) => Read(
        format switch
        {
            "feed" => bytes.ToArray(),
            "jsonfeed" => [.. "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["u8, .. bytes, .. "]}"u8],
            "atom" => [.. "<feed xmlns=\"http://www.w3.org/2005/Atom\">"u8, .. bytes, .. "</feed>"u8],
            _ => [.. "<rss version=\"2.0\"><channel>"u8, .. bytes, .. "</channel></rss>"u8],
        },
        contentType,
        address);

    static FeedReading Json(string text, Uri? address)
    {
        using var document = JsonText.Parse(text, out var defect);
        if (document is null)
            return new FeedReading(null, defect);
        return JsonFeeds.Is(document.RootElement)
            ? new FeedReading(JsonFeeds.Read(document.RootElement, address), null)
            : new FeedReading(null, "Expected a JSON Feed, found other JSON.");
    }

    static FeedReading Xml(string text, Uri? address)
    {
        var xml = LooseXml.Parse(text);
        if (xml.UsedEntity is { } entity)
            return new FeedReading(null, $"Expected a feed without entities of its own, found &{CleanText.Brief(entity, 40)}; they are not expanded.");
        if (Root(xml.Document) is not { } root)
            return new FeedReading(null, xml.Document.Children is [var other, ..] ? NoFeed(other) : $"Expected a feed, found {CleanText.Quote(text.TrimStart())}.");
        List<LooseElement> items = [];
        Collect(xml.Document, items, 0);
        var isAtom = root.Name.Equals("feed", StringComparison.OrdinalIgnoreCase);
        var feed = isAtom ? AtomFeeds.Read(xml, root, items, address) : RssFeeds.Read(xml, root, items, address);
        List<string> notes = [];
        if (xml.HasMoreItems)
            notes.Add(TooManyItems);
        if (xml.Document.Children.Count > 1)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Expected one top element, found {xml.Document.Children.Count}: the items of all were read."));
        if (root.IsCut && !items.Exists(item => item.IsCut))
            notes.Add("Expected a whole feed, found its end missing: the items before it were read.");
        return new FeedReading(feed with { Notes = notes }, null);
    }

    static LooseElement? Root(LooseElement document) => document.Children.FirstOrDefault(element =>
        element.Name.ToLowerInvariant() is "rss" or "rdf" or "feed" or "channel"
        || element.Is(Vocabularies.Own, "item") || element.Is(Vocabularies.Atom, "entry"));

    static string NoFeed(LooseElement root) => root.Name.Equals("html", StringComparison.OrdinalIgnoreCase)
        ? "Expected a feed, found an HTML page."
        : $"Expected an RSS or Atom feed, found the element {CleanText.Quote(root.Name)}.";

    // Items of all roots, in the order of the source: below the feed, its channel or the document itself.
    static void Collect(LooseElement parent, List<LooseElement> items, int depth)
    {
        foreach (var child in parent.Children)
        {
            if (child.Name.Equals("item", StringComparison.OrdinalIgnoreCase) || child.Name.Equals("entry", StringComparison.OrdinalIgnoreCase))
                items.Add(child);
            else if (depth < 3 && child.Name.ToLowerInvariant() is "rss" or "rdf" or "feed" or "channel")
                Collect(child, items, depth + 1);
        }
    }
}
