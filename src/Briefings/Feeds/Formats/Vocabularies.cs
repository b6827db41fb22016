namespace Briefings.Feeds.Formats;

/// <summary>The namespaces that feeds use, under one short name each.</summary>
static class Vocabularies
{
    public const string Own = "";
    public const string Atom = "atom";
    public const string DublinCore = "dc";
    public const string Content = "content";
    public const string Podcast = "itunes";
    public const string Media = "media";

    // Without scheme and trailing marks, in lower case: feeds spell them in many ways.
    static readonly Dictionary<string, string> ByAddress = new(StringComparer.Ordinal)
    {
        ["purl.org/rss/1.0"] = Own, ["my.netscape.com/rdf/simple/0.9"] = Own, ["channel.netscape.com/rdf/simple/0.9"] = Own, ["backend.userland.com/rss2"] = Own,
        ["my.netscape.com/publish/formats/rss-0.91.dtd"] = Own,
        ["www.w3.org/2005/atom"] = Atom, ["purl.org/atom/ns"] = Atom,
        ["purl.org/dc/elements/1.1"] = DublinCore, ["purl.org/dc/elements/1.0"] = DublinCore, ["purl.org/dc/terms"] = "dcterms",
        ["purl.org/rss/1.0/modules/content"] = Content, ["www.itunes.com/dtds/podcast-1.0.dtd"] = Podcast, ["search.yahoo.com/mrss"] = Media,
        ["www.w3.org/1999/02/22-rdf-syntax-ns"] = "rdf", ["www.w3.org/1999/xhtml"] = "xhtml",
    };

    static readonly Dictionary<string, string> ByPrefix = new(StringComparer.OrdinalIgnoreCase)
    {
        [Atom] = Atom, ["atom10"] = Atom, ["a10"] = Atom, [DublinCore] = DublinCore, ["dcterms"] = "dcterms", [Content] = Content,
        [Podcast] = Podcast, [Media] = Media, ["rdf"] = "rdf", ["xhtml"] = "xhtml",
    };

    /// <param name="prefix">Empty for none.</param>
    /// <param name="address">What the prefix was declared to mean; <c>null</c> when it was not declared.</param>
    public static string Find(string prefix, string? address)
    {
        if (address is null)
            return prefix.Length == 0 ? Own : ByPrefix.GetValueOrDefault(prefix, prefix);
        var plain = address.Trim().ToLowerInvariant().TrimEnd('/', '#');
        plain = plain[(plain.IndexOf("://", StringComparison.Ordinal) is >= 0 and var end ? end + 3 : 0)..];
        if (ByAddress.TryGetValue(plain, out var known))
            return known;
        // A default namespace that nobody knows is a feed's own way to say that it is RSS.
        return prefix.Length == 0 ? Own : ByPrefix.GetValueOrDefault(prefix, plain);
    }
}
