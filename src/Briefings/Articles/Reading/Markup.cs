using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Briefings.Articles.Reading;

/// <summary>Parses strangers' HTML; nothing in it runs or is fetched.</summary>
static partial class Markup
{
    /// <summary>Deeper pages are hostile: a parser's time grows with the square of the depth.</summary>
    public const int MaximumDepth = 500;

    /// <summary><c>null</c> when elements nest deeper than <see cref="MaximumDepth"/>.</summary>
    public static IHtmlDocument? Parse(string html) => IsDeep(html) ? null : new HtmlParser().ParseDocument(html);

    /// <summary>Paragraphs of a value that may be HTML; plain text is given back as it is.</summary>
    public static string ToText(string value)
    {
        if (!Tag().IsMatch(value))
            return value;
        return Parse(value) is { Body: { } body } ? HtmlText.Of(body) : "";
    }

    // Counts more than the parser would nest, never less: end tags of elements that were not open are taken as they stand,
    // those of void elements and of elements that end by themselves do not count.
    static bool IsDeep(string html)
    {
        var (depth, behind) = (0, 0);
        foreach (var tag in Element().EnumerateMatches(html))
        {
            if (tag.Index < behind)
                continue;
            var name = html.AsSpan(tag.Index, tag.Length);
            if (name[1] == '!')
                behind = html.IndexOf("-->", tag.Index, StringComparison.Ordinal) is >= 0 and var end ? end : tag.Index + 4;
            else if (name[1] == '/')
                depth = Math.Max(0, depth - (EndsByItself(name[2..]) ? 0 : 1));
            else if (HoldsNoElements(name[1..]))
                behind = html.IndexOf($"</{name[1..]}", tag.Index, StringComparison.OrdinalIgnoreCase) is >= 0 and var close ? close + 2 : html.Length;
            else if (!EndsByItself(name[1..]) && ++depth > MaximumDepth)
                return true;
        }

        return false;
    }

    // Their end tags do not count: what is behind starts inside them.
    static bool HoldsNoElements(ReadOnlySpan<char> name) => name.Length <= 8 && name.ToString().ToLowerInvariant() is "script" or "style" or "textarea" or "title";

    static bool EndsByItself(ReadOnlySpan<char> name) => name.Length <= 8 && name.ToString().ToLowerInvariant() is
        "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "param" or "source" or "track" or "wbr"
        or "p" or "li" or "dt" or "dd" or "option" or "tr" or "td" or "th" or "thead" or "tbody" or "tfoot";

    [GeneratedRegex("<!--|</?[A-Za-z][^\\s/>\"'<]*", RegexOptions.NonBacktracking)]
    private static partial Regex Element();

    [GeneratedRegex("</?[A-Za-z][^<>]*>|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
