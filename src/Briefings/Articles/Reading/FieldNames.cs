namespace Briefings.Articles.Reading;

/// <summary>The fields of front matter and JSON, with the other names that people and programs give them.</summary>
static class FieldNames
{
    public const string Title = "title";
    public const string Outlet = "source";
    public const string Published = "published";
    public const string Url = "url";
    public const string Text = "text";

    static readonly Dictionary<string, string> ByAlias = new(StringComparer.OrdinalIgnoreCase)
    {
        [Title] = Title, ["headline"] = Title,
        [Outlet] = Outlet, ["outlet"] = Outlet, ["publisher"] = Outlet, ["agency"] = Outlet, ["site"] = Outlet,
        [Published] = Published, ["date"] = Published, ["published_at"] = Published, ["publishedAt"] = Published,
        ["date_published"] = Published, ["datePublished"] = Published, ["pubDate"] = Published,
        [Url] = Url, ["link"] = Url, ["permalink"] = Url, ["canonical"] = Url,
        [Text] = Text, ["body"] = Text, ["content"] = Text,
    };

    /// <summary><c>null</c> for a field that says nothing about the article.</summary>
    public static string? Find(string name) => ByAlias.GetValueOrDefault(name);
}
