using System.Text.RegularExpressions;

namespace Briefings.Articles.Reading;

enum ArticleFormat
{
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    Feed,
}

/// <summary>Tells an input's format by its file name, or by how its content begins.</summary>
static partial class ArticleFormats
{
    static readonly Dictionary<string, ArticleFormat> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = ArticleFormat.Text, [".text"] = ArticleFormat.Text,
        [".md"] = ArticleFormat.Markdown, [".markdown"] = ArticleFormat.Markdown,
        [".html"] = ArticleFormat.Html, [".htm"] = ArticleFormat.Html, [".xhtml"] = ArticleFormat.Html,
        [".json"] = ArticleFormat.Json, [".ndjson"] = ArticleFormat.JsonLines, [".jsonl"] = ArticleFormat.JsonLines,
        [".xml"] = ArticleFormat.Feed, [".rss"] = ArticleFormat.Feed, [".atom"] = ArticleFormat.Feed, [".rdf"] = ArticleFormat.Feed,
    };

    public static ArticleFormat? ByExtension(string path) => ByName.TryGetValue(Path.GetExtension(path), out var format) ? format : null;

    public static string UnknownExtension(string path) =>
        $"Expected a name ending in .txt, .md, .html, .json, .ndjson, .xml, .rss or .atom, found {CleanText.Quote(Path.GetFileName(path))}.";

    /// <summary>The format that the name promises, save where names are known to be used for either of two formats.</summary>
    public static ArticleFormat Settle(ArticleFormat? named, byte[] head) => (named, named is null or ArticleFormat.Json or ArticleFormat.Feed ? Sniff(head) : default) switch
    {
        (null, var sniffed) => sniffed,
        (ArticleFormat.Json, ArticleFormat.JsonLines) => ArticleFormat.JsonLines,
        (ArticleFormat.Feed, ArticleFormat.Html) => ArticleFormat.Html,
        _ => named.Value,
    };

    static ArticleFormat Sniff(byte[] head)
    {
        var start = TextDecoding.Lenient(head).TrimStart();
        if (JsonStart().IsMatch(start))
            return JsonLines.LooksLike(start) ? ArticleFormat.JsonLines : ArticleFormat.Json;
        if (FeedStart().IsMatch(start))
            return ArticleFormat.Feed;
        if (HtmlStart().IsMatch(start))
            return ArticleFormat.Html;
        return FrontMatter.Opens(start) ? ArticleFormat.Markdown : ArticleFormat.Text;
    }

    [GeneratedRegex("""^(?:\{\s*["}]|\[\s*[{\]])""", RegexOptions.NonBacktracking)]
    private static partial Regex JsonStart();

    const string Prolog = @"^(?:<\?[^>]*\?>\s*|<!--(?:[^-]|-[^-])*-->\s*)*(?:<![Dd][Oo][Cc][Tt][Yy][Pp][Ee]\s[^\[>]*(?:\[[^\]]*\]\s*)?>\s*)?(?:<!--(?:[^-]|-[^-])*-->\s*)*";

    [GeneratedRegex(Prolog + @"<(?:rss|feed|rdf:RDF|(?:[\w]+:)?feed)[\s>]", RegexOptions.NonBacktracking)]
    private static partial Regex FeedStart();

    [GeneratedRegex("^<(?:!doctype html|html|head|body|article|main|section|div|h1|p|meta|title|!--|\\?xml)[\\s>]?", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlStart();
}
