using System.Globalization;
using System.Text;
using System.Text.Json;
using Briefings.Feeds.Formats;

namespace Briefings.Articles.Reading;

/// <summary>Reads JSON: one object is one article, an array holds one an element.</summary>
static class JsonArticles
{
    public static IEnumerable<ReadOutcome> Read(ArticleInput input, byte[] bytes, ReadDefaults defaults)
    {
        var decoded = TextDecoding.Strict(bytes);
        if (decoded.Defect is { } undecodable)
        {
            yield return input.Refuse(undecodable);
            yield break;
        }

        using var document = JsonText.Parse(decoded.Text, out var defect);
        if (document is null)
        {
            yield return input.Refuse(defect);
        }
        else if (JsonFeeds.Is(document.RootElement))
        {
            foreach (var outcome in FeedArticles.Read(input, bytes, defaults))
                yield return outcome;
        }
        else if (document.RootElement.ValueKind == JsonValueKind.Array)
        {
            var number = 0;
            foreach (var element in document.RootElement.EnumerateArray())
                yield return Read(input, string.Create(CultureInfo.InvariantCulture, $"item {++number}"), element, defaults);
            if (number == 0)
                yield return input.Refuse("Expected articles, found an empty array.");
        }
        else
        {
            yield return Read(input, null, document.RootElement, defaults);
        }
    }

    public static ReadOutcome Read(ArticleInput input, string? place, JsonElement article, ReadDefaults defaults)
    {
        if (article.ValueKind != JsonValueKind.Object)
            return input.Refuse(place, $"Expected a JSON object with title and text, found {Kind(article.ValueKind)}.");
        var fields = Fields(article);
        if (Field(fields, FieldNames.Text) is not { } text)
            return input.Refuse(place, $"Expected a field text, body or content, found {Names(article)}.");
        return new ArticleParts
        {
            Input = input,
            Place = place,
            Format = "json",
            Text = Markup.ToText(text.Words),
            Title = Field(fields, FieldNames.Title)?.Words,
            Outlet = Field(fields, FieldNames.Outlet)?.Words,
            Published = Field(fields, FieldNames.Published),
            DateRule = "field",
            Url = Field(fields, FieldNames.Url),
            Original = new(Encoding.UTF8.GetBytes(article.GetRawText()), "json"),
        }.ToOutcome(defaults);
    }

    // A field's own name wins over its other names; among those, the first.
    static Dictionary<string, Stated> Fields(JsonElement article)
    {
        var fields = new Dictionary<string, Stated>(StringComparer.Ordinal);
        foreach (var property in article.EnumerateObject())
        {
            if (FieldNames.Find(property.Name) is not { } field || Words(property.Value) is not { Length: > 0 } words)
                continue;
            if (!fields.ContainsKey(field) || property.NameEquals(field))
                fields[field] = new Stated(words, $"field {property.Name}");
        }

        return fields;
    }

    // An outlet is also written as an object with a name.
    static string? Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => name.GetString(),
        _ => null,
    };

    static Stated? Field(Dictionary<string, Stated> fields, string name) => fields.TryGetValue(name, out var field) ? field : null;

    static string Names(JsonElement article)
    {
        var names = string.Join(", ", article.EnumerateObject().Select(property => property.Name).Take(8));
        return names.Length == 0 ? "an empty object" : CleanText.Quote(names);
    }

    static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
