using System.Text.Json;
using AngleSharp.Html.Dom;

namespace Briefings.Articles.Reading;

/// <summary>What a page's head, and the data meant for search engines, say about its article.</summary>
sealed class PageFacts
{
    readonly IHtmlDocument _page;
    readonly Dictionary<string, string> _meta = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, string> _linked;

    public PageFacts(IHtmlDocument page)
    {
        _page = page;
        foreach (var meta in page.QuerySelectorAll("meta[content]"))
        {
            if ((meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("itemprop")) is { } name && CleanText.Line(meta.GetAttribute("content")) is { } content)
                _meta.TryAdd(name, content);
        }

        _linked = LinkedData(page);
    }

    public string? Title => Meta("og:title") ?? _linked.GetValueOrDefault("headline") ?? Heading() ?? WithoutSite(CleanText.Line(_page.Title));

    public string? Outlet => Meta("og:site_name") ?? _linked.GetValueOrDefault("publisher") ?? Meta("application-name");

    public string? Published =>
        Meta("article:published_time", "og:article:published_time") ?? _linked.GetValueOrDefault("datePublished")
        ?? Meta("datePublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date", "parsely-pub-date")
        ?? Attribute("[itemprop=datePublished][datetime], time[pubdate][datetime]", "datetime")
        ?? Attribute("article time[datetime], main time[datetime]", "datetime")
        ?? Attribute("time[datetime]", "datetime");

    public string? Url => Attribute("link[rel~=canonical][href]", "href") ?? Meta("og:url");

    string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_meta.TryGetValue(name, out var content))
                return content;
        }

        return null;
    }

    string? Attribute(string selector, string name) => CleanText.Line(_page.QuerySelector(selector)?.GetAttribute(name));

    // Several h1 are a list of articles or a logo beside the heading: the page's title is then the better word.
    string? Heading() => _page.QuerySelectorAll("h1") is [var only] ? CleanText.Line(only.TextContent) : null;

    string? WithoutSite(string? title)
    {
        if (title is null || Outlet is not { } site || !title.EndsWith(site, StringComparison.OrdinalIgnoreCase))
            return title;
        var shorter = title[..^site.Length].TrimEnd(' ', '|', '-', '–', '—', '·', ':', '«', '»');
        return shorter.Length == 0 ? title : shorter;
    }

    // schema.org's datePublished, headline and publisher from the first object that has a date.
    static Dictionary<string, string> LinkedData(IHtmlDocument page)
    {
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            using var data = JsonText.Parse(script.TextContent, out _);
            if (data is null)
                continue;
            var root = data.RootElement;
            var objects = root.ValueKind switch
            {
                JsonValueKind.Array => root.EnumerateArray(),
                JsonValueKind.Object when root.TryGetProperty("@graph", out var graph) && graph.ValueKind == JsonValueKind.Array => graph.EnumerateArray(),
                JsonValueKind.Object => Enumerable.Repeat(root, 1),
                _ => [],
            };
            foreach (var found in objects.Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("datePublished", out _)))
                return Strings(found);
        }

        return [];
    }

    static Dictionary<string, string> Strings(JsonElement article)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in article.EnumerateObject())
        {
            var value = property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("name", out var name) ? name : property.Value;
            if (value.ValueKind == JsonValueKind.String && CleanText.Line(value.GetString()) is { } words)
                strings.TryAdd(property.Name, words);
        }

        return strings;
    }
}
