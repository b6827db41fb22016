using System.Text.Json;
using AngleSharp.Html.Dom;
using Briefings.Articles.Reading;

namespace Briefings.Pages;

/// <summary>What a page's JSON-LD says of its article (schema.org).</summary>
/// <param name="IsFree">schema.org's isAccessibleForFree; <c>null</c> when it does not say.</param>
sealed record LinkedData(string? Headline, string? Author, string? Publisher, string? Published, bool? IsFree)
{
    const int MaximumObjects = 200;

    static readonly LinkedData None = new(null, null, null, null, null);

    /// <summary>Of the first object that is an article, or else that has a date of publication.</summary>
    public static LinkedData Of(IHtmlDocument page)
    {
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            using var data = JsonText.Parse(OneLine(script.TextContent), out _);
            if (data is not null && Objects(data.RootElement).Take(MaximumObjects).FirstOrDefault(IsArticle) is { ValueKind: JsonValueKind.Object } article)
                return Read(article, page.Title ?? "");
        }

        return None;
    }

    // Line ends inside strings, which JSON forbids, and a CDATA mark around it are common.
    static string OneLine(string script)
    {
        var bare = script.Replace("<![CDATA[", "", StringComparison.Ordinal).Replace("]]>", "", StringComparison.Ordinal);
        return string.Create(bare.Length, bare, (line, words) =>
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = char.IsControl(words[i]) ? ' ' : words[i];
        });
    }

    static IEnumerable<JsonElement> Objects(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray().SelectMany(Objects),
        JsonValueKind.Object when root.TryGetProperty("@graph", out var graph) && graph.ValueKind == JsonValueKind.Array => graph.EnumerateArray().Prepend(root),
        JsonValueKind.Object => [root],
        _ => [],
    };

    static bool IsArticle(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && ((item.TryGetProperty("@type", out var type) && Types(type).Any(name => name.EndsWith("Article", StringComparison.Ordinal) || name is "BlogPosting" or "Report" or "LiveBlogPosting")) || item.TryGetProperty("datePublished", out _));

    static IEnumerable<string> Types(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => [type.GetString() ?? ""],
        JsonValueKind.Array => type.EnumerateArray().SelectMany(Types),
        _ => [],
    };

    static LinkedData Read(JsonElement article, string pageTitle) => new(
        Chosen(Words(article, "name") is { } name && name != Words(article, "publisher") ? name : null, Words(article, "headline"), pageTitle),
        Words(article, "author"),
        Words(article, "publisher"),
        Words(article, "datePublished"),
        article.TryGetProperty("isAccessibleForFree", out var free) ? Truth(free) : null);

    // Where both are there and differ, the page's title says which one readers see.
    static string? Chosen(string? name, string? headline, string pageTitle) =>
        name is not null && headline is not null && name != headline && pageTitle.Contains(headline, StringComparison.OrdinalIgnoreCase) ? headline : name ?? headline;

    static bool? Truth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(value.GetString(), out var truth) => truth,
        _ => null,
    };

    // A value, an object with a name, or several of either.
    static string? Words(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? Words(value) : null;

    static string? Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => CleanText.Line(Markup.ToText(value.GetString() ?? "")),
        JsonValueKind.Object => value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? CleanText.Line(name.GetString()) : null,
        JsonValueKind.Array when value.GetArrayLength() > 0 => string.Join(", ", value.EnumerateArray().Take(20).Select(one => one.ValueKind == JsonValueKind.Array ? null : Words(one)).Where(words => words is not null)) is { Length: > 0 } all ? all : null,
        _ => null,
    };
}
