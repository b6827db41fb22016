using System.Globalization;

namespace Briefings.Feeds.Formats;

/// <summary>RSS 0.9x and 2.0, and RSS 0.9 and 1.0 in RDF, with the vocabularies that are used in them.</summary>
static class RssFeeds
{
    public static FeedDocument Read(LooseXml xml, LooseElement root, IReadOnlyList<LooseElement> items, Uri? address)
    {
        var channel = root.Element(Vocabularies.Own, "channel") ?? root;
        var link = OwnLink(channel);
        return new FeedDocument
        {
            Format = root.Name.Equals("RDF", StringComparison.OrdinalIgnoreCase) ? "rdf" : "rss",
            Title = Text(Filled(channel, "title") ?? channel.Element(Vocabularies.DublinCore, "title")),
            Link = link,
            SelfLink = channel.Elements(Vocabularies.Atom, "link").FirstOrDefault(l => l.Attribute("rel") is "self")?.Attribute("href"),
            Author = FeedPeople.Read(First(channel, [(Vocabularies.Own, "managingEditor"), (Vocabularies.Own, "webMaster"), (Vocabularies.DublinCore, "author"), (Vocabularies.DublinCore, "creator"), (Vocabularies.Podcast, "author")])),
            Published = Words(channel, "pubDate") ?? channel.Element(Vocabularies.DublinCore, "date")?.Value,
            Updated = Words(channel, "lastBuildDate") ?? channel.Element(Vocabularies.DublinCore, "date")?.Value,
            TimeToLive = int.TryParse(Words(channel, "ttl"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, 100_000)) : null,
            Items = [.. items.Select((item, index) => Item(xml, item, index + 1, link, address))],
        };
    }

    static FeedItem Item(LooseXml xml, LooseElement item, int number, string? site, Uri? address)
    {
        var guid = item.Element(item.Space, "guid");
        var id = guid?.Value is { Length: > 0 } named ? named : item.Attribute("rdf:about");
        var isPermanent = guid is not null && guid.Attribute("isPermaLink") is not "false";
        var link = OwnLink(item);
        return new FeedItem
        {
            Number = number,
            Id = id,
            Title = Text(Filled(item, "title") ?? item.Element(Vocabularies.DublinCore, "title") ?? item.Element(Vocabularies.Media, "title")),
            Link = link,
            Address = FeedAddresses.Absolute(link ?? (isPermanent ? id : null) ?? item.Attribute("rdf:about"), [.. Bases(item), site, address?.AbsoluteUri]),
            Author = FeedPeople.Read(First(item, [(item.Space, "author"), (Vocabularies.DublinCore, "author"), (Vocabularies.DublinCore, "creator"), (Vocabularies.Podcast, "author")])) ?? AtomFeeds.Person(item),
            Published = Words(item, "pubDate") ?? First(item, [(Vocabularies.DublinCore, "date"), ("dcterms", "issued"), ("dcterms", "created"), (Vocabularies.Atom, "published")]),
            Updated = First(item, [(Vocabularies.DublinCore, "date"), ("dcterms", "modified"), (Vocabularies.Atom, "updated")]),
            Content = Text(Full(item)),
            Summary = Text(Filled(item, "description") ?? First(item)),
            Source = Text(item.Element(item.Space, "source")),
            Original = item.Original,
            Defect = FeedDefects.Of(xml, item),
        };
    }

    // "encoded" without its namespace is as common as with it.
    static LooseElement? Full(LooseElement item) =>
        new[] { item.Element(Vocabularies.Content, "encoded"), item.Element(item.Space, "encoded"), item.Element(item.Space, "content"), item.Element(Vocabularies.Atom, "content") }
            .FirstOrDefault(element => element is { Value.Length: > 0 });

    static LooseElement? First(LooseElement item) =>
        item.Element(Vocabularies.DublinCore, "description") ?? item.Element(item.Space, "summary") ?? item.Element(Vocabularies.Podcast, "summary") ?? item.Element(Vocabularies.Media, "description");

    static string? First(LooseElement item, ReadOnlySpan<(string Space, string Name)> names)
    {
        foreach (var (space, name) in names)
        {
            if (item.Element(space, name)?.Value is { Length: > 0 } found)
                return found;
        }

        return null;
    }

    static LooseElement? Filled(LooseElement parent, string name) => parent.Elements(parent.Space, name).FirstOrDefault(element => element.Value.Length > 0);

    static string? Words(LooseElement parent, string name) => Filled(parent, name)?.Value;

    /// <summary>The last of several, and Atom's when there is no own one.</summary>
    static string? OwnLink(LooseElement parent)
    {
        var own = parent.Elements(parent.Space, "link").Select(link => link.Value is { Length: > 0 } words ? words : link.Attribute("href")).LastOrDefault(link => !string.IsNullOrEmpty(link));
        return own ?? parent.Elements(Vocabularies.Atom, "link").FirstOrDefault(link => link.Attribute("rel") is null or "alternate")?.Attribute("href");
    }

    static IEnumerable<string?> Bases(LooseElement? element)
    {
        for (; element is not null; element = element.Parent)
            yield return element.Attribute("xml:base");
    }

    static FeedText? Text(LooseElement? element) => element is { Value: { Length: > 0 } words } ? new FeedText(words, element.Children.Count > 0 ? true : null) : null;
}
