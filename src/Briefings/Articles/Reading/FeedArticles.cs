using System.Globalization;
using System.Xml.Linq;

namespace Briefings.Articles.Reading;

/// <summary>Reads RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0 files: one article an item, each with an outcome of its own.</summary>
static class FeedArticles
{
    static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    public static IEnumerable<ReadOutcome> Read(ArticleInput input, byte[] bytes, ReadDefaults defaults)
    {
        var decoded = DeclaredEncodings.Feed(bytes);
        if (decoded.Defect is { } undecodable)
            return [input.Refuse(undecodable)];
        var xml = FeedXml.Mend(decoded.Text, out var entities);
        if (entities is not null)
            return [input.Refuse(entities)];
        var feed = FeedFile.Read(xml);
        var outcomes = feed.Items.Select((item, index) => Read(input, feed, item, index + 1, defaults));
        if (feed.Defect is { } broken)
            return outcomes.Append(input.Refuse(broken));
        return feed.Items.Count > 0 ? outcomes : [input.Refuse(feed.Root is "rss" or "RDF" or "feed"
            ? "Expected a feed with items, found none."
            : $"Expected an RSS or Atom feed, found the element {CleanText.Quote(feed.Root ?? "")}.")];
    }

    static ReadOutcome Read(ArticleInput input, FeedFile feed, XElement? item, int number, ReadDefaults defaults)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"item {number}");
        if (item is null)
            return input.Refuse(place, $"Expected an item whose elements nest at most {Markup.MaximumDepth} deep, found a deeper one.");
        XElement? Own(string name) => item.Element(item.Name.Namespace + name);
        var date = (Own("pubDate") ?? Own("published") ?? Own("issued") ?? item.Element(DublinCore + "date") ?? Own("date") ?? Own("updated") ?? Own("modified"))?.Value;
        return new ArticleParts
        {
            Input = input,
            Place = place,
            Format = item.Name.LocalName is "entry" ? "atom" : "rss",
            Text = Words(Filled(item.Element(Content + "encoded")) ?? Filled(Own("content")) ?? Filled(Own("description")) ?? Filled(Own("summary"))),
            Title = Words(Own("title")),
            Outlet = Words(SourceName(Own("source"))) is { Length: > 0 } source ? source : Markup.ToText(feed.Title ?? ""),
            Published = CleanText.Line(date) is { } words ? new Stated(words, null) : null,
            DateRule = "feed",
            Url = Address(feed, item, Own) is { } url ? new Stated(url, null) : null,
        }.ToOutcome(defaults);
    }

    static XElement? Filled(XElement? element) => element is { HasElements: false } && string.IsNullOrWhiteSpace(element.Value) ? null : element;

    // An entry that was taken over from another feed names it: as text in RSS, as an element with a title in Atom.
    static XElement? SourceName(XElement? source) => source is { HasElements: true } ? source.Element(source.Name.Namespace + "title") : source;

    // RFC 4287, 3.1: text is text, html is escaped markup, xhtml is markup. RSS does not say; there the content tells.
    static string Words(XElement? element) => element switch
    {
        null => "",
        { HasElements: true } => Markup.ToText(string.Concat(element.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)))),
        _ when element.Name.LocalName is not "description" && element.Attribute("type")?.Value is "text" or "text/plain" => element.Value,
        _ => Markup.ToText(element.Value),
    };

    static string? Address(FeedFile feed, XElement item, Func<string, XElement?> own)
    {
        var links = item.Elements(item.Name.Namespace + "link").ToList();
        var link = links.Find(candidate => candidate.Attribute("rel")?.Value is null or "alternate");
        var guid = own("guid") is { } id && id.Attribute("isPermaLink")?.Value is not "false" ? id.Value : null;
        var words = CleanText.Line(link?.Attribute("href")?.Value ?? link?.Value) ?? CleanText.Line(guid);
        if (words is null || Uri.TryCreate(words, UriKind.Absolute, out var absolute) && absolute.Scheme is not "file")
            return words;
        var start = item.AncestorsAndSelf().Select(element => element.Attribute(XNamespace.Xml + "base")?.Value).FirstOrDefault(value => value is not null);
        var relativeTo = Uri.TryCreate(start, UriKind.Absolute, out var given) ? given : feed.Base;
        return relativeTo is not null && Uri.TryCreate(relativeTo, words, out var resolved) ? resolved.AbsoluteUri : null;
    }
}
