using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Briefings.Articles.Reading;

namespace Briefings.Pages;

/// <summary>What a page's head, its marks and the data meant for search engines say about its article.</summary>
sealed class PageFacts
{
    readonly IHtmlDocument _page;
    readonly Dictionary<string, string> _meta = new(StringComparer.OrdinalIgnoreCase);
    readonly LinkedData _linked;

    public PageFacts(IHtmlDocument page)
    {
        _page = page;
        foreach (var attribute in (ReadOnlySpan<string>)["property", "name", "itemprop"])
            ReadMeta(attribute);
        _linked = LinkedData.Of(page);
    }

    void ReadMeta(string attribute)
    {
        foreach (var meta in _page.QuerySelectorAll("meta[content]"))
        {
            if (meta.GetAttribute(attribute) is not { } names || CleanText.Line(meta.GetAttribute("content")) is not { } content)
                continue;
            foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                _meta.TryAdd(name.Replace('.', ':'), content);
        }
    }

    public string? Title => _linked.Headline ?? Meta("dc:title", "dcterm:title", "dcterms:title", "og:title", "title", "twitter:title", "parsely-title") ?? PageTitles.Of(_page, Outlet);

    public string? Outlet => Meta("og:site_name") ?? _linked.Publisher ?? Meta("application-name");

    public string? Byline =>
        _linked.Author ?? Meta("dc:creator", "dcterms:creator", "author", "parsely-author", "sailthru:author", "byl", "cXenseParse:author") ?? ArticleAuthor()
        ?? CleanText.Line(_page.QuerySelectorAll("[rel~=author], [itemprop~=author], .byline, .author, .p-author").FirstOrDefault(IsByline)?.TextContent);

    public string? Published =>
        Meta("article:published_time", "og:article:published_time") ?? _linked.Published
        ?? Meta("datePublished", "date", "dc:date", "dc:date:issued", "dcterms:date", "dcterms:created", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru:date", "cXenseParse:recs:publishtime")
        ?? Attribute("[itemprop=datePublished][datetime], time[pubdate][datetime]", "datetime")
        ?? Attribute("article time[datetime], main time[datetime]", "datetime")
        ?? Attribute("time[datetime]", "datetime");

    public string? Url => Attribute("link[rel~=canonical][href]", "href") ?? Meta("og:url");

    public string? Language => _page.DocumentElement.GetAttribute("lang") is { Length: > 1 and < 20 } language ? language : Meta("og:locale");

    /// <summary>What the page says of itself: <c>false</c> when its article is for subscribers; <c>null</c> when it does not say.</summary>
    public bool? IsFree => _linked.IsFree ?? Meta("article:content_tier", "og:article:content_tier")?.ToLowerInvariant() switch
    {
        "free" => true,
        "locked" => false,
        _ => null,
    };

    string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_meta.TryGetValue(name, out var content))
                return content;
        }

        return null;
    }

    // Facebook's property holds a name or an address; only a name is one.
    string? ArticleAuthor() => Meta("article:author") is { } author && !author.Contains("://", StringComparison.Ordinal) ? author : null;

    static bool IsByline(IElement element) => element.LocalName is not ("link" or "meta") && CleanText.Line(element.TextContent) is { Length: > 2 and < 100 };

    string? Attribute(string selector, string name) => CleanText.Line(_page.QuerySelector(selector)?.GetAttribute(name));
}
