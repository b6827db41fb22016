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
    /// <param name="isWhole">Whether <paramref name="head"/> is all there is.</param>
    public static ArticleFormat Settle(ArticleFormat? named, byte[] head, bool isWhole) => named switch
    {
        null => Sniff(head, mayBeLongLine: !isWhole),
        ArticleFormat.Json when Sniff(head, mayBeLongLine: false) == ArticleFormat.JsonLines => ArticleFormat.JsonLines,
        ArticleFormat.Feed when FirstElementName(Start(head)) is "HTML" => ArticleFormat.Html,
        { } promised => promised,
    };

    static ArticleFormat Sniff(byte[] head, bool mayBeLongLine)
    {
        var start = Start(head);
        if (JsonStart().IsMatch(start))
            return JsonLines.LooksLike(start, mayBeLongLine) ? ArticleFormat.JsonLines : ArticleFormat.Json;
        if (FirstElementName(start) is { } name)
            return name is "RSS" or "FEED" or "RDF" ? ArticleFormat.Feed : ArticleFormat.Html;
        return FrontMatter.Opens(start) ? ArticleFormat.Markdown : ArticleFormat.Text;
    }

    static string Start(byte[] head) => TextDecoding.Lenient(head).TrimStart();

    static string? FirstElementName(string start) =>
        FirstElement().Match(start) is { Success: true } element ? element.Groups["name"].Value.ToUpperInvariant() : null;

    [GeneratedRegex("""^(?:\{\s*["}]|\[\s*[{\]])""", RegexOptions.NonBacktracking)]
    private static partial Regex JsonStart();

    // Behind declarations, comments and a document type. A text may begin with an angle bracket; it seldom goes on like a tag.
    [GeneratedRegex(@"^(?:<\?[^>]*\?>\s*|<!--(?:[^-]|-[^-])*-->\s*|<![Dd][^\[>]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:[\w\-]+:)?(?<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>", RegexOptions.NonBacktracking)]
    private static partial Regex FirstElement();
}
