namespace Briefings.Feeds.Formats;

/// <summary>Atom 1.0 (RFC 4287) and 0.3.</summary>
static class AtomFeeds
{
    public static FeedDocument Read(LooseXml xml, LooseElement root, IReadOnlyList<LooseElement> entries, Uri? address)
    {
        var link = Link(root, "alternate");
        return new FeedDocument
        {
            Format = "atom",
            Title = Text(root, "title"),
            Link = link,
            SelfLink = Link(root, "self"),
            Author = Person(root),
            Published = null,
            Updated = Words(root, "updated") ?? Words(root, "modified"),
            Items = [.. entries.Select((entry, index) => Entry(xml, entry, index + 1, link, address))],
        };
    }

    static FeedItem Entry(LooseXml xml, LooseElement entry, int number, string? site, Uri? address)
    {
        var link = Link(entry, "alternate");
        var id = Words(entry, "id");
        return new FeedItem
        {
            Number = number,
            Id = id,
            Title = Text(entry, "title"),
            Link = link,
            Address = FeedAddresses.Absolute(link, [.. Bases(entry), address?.AbsoluteUri, site]),
            Author = Person(entry) ?? (Child(entry, "source") is { } origin ? Person(origin) : null),
            Published = Words(entry, "published") ?? Words(entry, "issued") ?? Words(entry, "created"),
            Updated = Words(entry, "updated") ?? Words(entry, "modified"),
            Content = Text(entry, "content"),
            Summary = Text(entry, "summary"),
            Source = Child(entry, "source") is { } source ? Text(source, "title") : null,
            Original = entry.Original,
            Defect = FeedDefects.Of(xml, entry),
        };
    }

    /// <summary>The first author that has a name or an address; in an RSS item, one in Atom's namespace.</summary>
    public static FeedPerson? Person(LooseElement parent)
    {
        var isAtom = parent.Name.ToLowerInvariant() is "feed" or "entry" or "source";
        foreach (var author in parent.Children.Where(child => child.Name.Equals("author", StringComparison.OrdinalIgnoreCase) && (child.Space == Vocabularies.Atom || (isAtom && child.Space == parent.Space))))
        {
            var (name, email) = (Value(author, "name"), Value(author, "email"));
            if (name is not null || email is not null)
                return new FeedPerson(name, email);
            if (author.Children.Count == 0 && FeedPeople.Read(author.Value) is { } person)
                return person;
        }

        return null;

        static string? Value(LooseElement author, string name) => author.Element(author.Space, name)?.Value is { Length: > 0 } value ? value : null;
    }

    static string? Link(LooseElement parent, string relation) => parent.Children
        .Where(child => child.Name.Equals("link", StringComparison.OrdinalIgnoreCase) && (child.Space == parent.Space || child.Space == Vocabularies.Atom))
        .Where(link => (link.Attribute("rel") ?? "alternate").Equals(relation, StringComparison.OrdinalIgnoreCase))
        .Select(link => link.Attribute("href") is { Length: > 0 } address ? address.Trim() : link.Value)
        .FirstOrDefault(address => address.Length > 0);

    static LooseElement? Child(LooseElement parent, string name) => parent.Element(parent.Space, name) ?? parent.Element(Vocabularies.Atom, name);

    static string? Words(LooseElement parent, string name) => Child(parent, name)?.Value is { Length: > 0 } words ? words : null;

    static IEnumerable<string?> Bases(LooseElement? element)
    {
        for (; element is not null; element = element.Parent)
            yield return element.Attribute("xml:base");
    }

    // RFC 4287, 3.1: text is text, html is escaped markup, xhtml is markup. Atom 0.3 says so by media type and mode.
    static FeedText? Text(LooseElement parent, string name)
    {
        if (Child(parent, name) is not { Value: { Length: > 0 } words } element)
            return null;
        if (element.Children.Count > 0)
            return new FeedText(words, true);
        return new FeedText(words, element.Attribute("type") switch
        {
            null => null,
            "text" or "text/plain" => false,
            _ => true,
        });
    }
}
