using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Briefings.Articles.Reading;

/// <summary>Finds the element of a page that holds the article, by where its paragraphs are.</summary>
static partial class MainText
{
    /// <summary>Shorter paragraphs are captions, bylines and teasers.</summary>
    const int ParagraphCharacters = 40;

    /// <summary>The article's paragraphs, without the title above them; may be empty.</summary>
    public static string Of(IHtmlDocument page, string? title)
    {
        if (page.Body is not { } body)
            return "";
        var characters = ParagraphsBelow(body);
        var text = HtmlText.OfPage(Narrowest(Scope(page, body, characters), characters), IsBesideTheArticle);
        var first = text.Split("\n\n", 2);
        return first.Length == 2 && title is not null && string.Equals(CleanText.Line(first[0]), title, StringComparison.OrdinalIgnoreCase) ? first[1] : text;
    }

    // What the page itself calls the article, when at least a third of its paragraphs are there; else the body.
    static IElement Scope(IHtmlDocument page, IElement body, Dictionary<IElement, int> characters)
    {
        foreach (var selector in (ReadOnlySpan<string>)["[itemprop~=articleBody]", "article", "main, [role=main]"])
        {
            var best = page.QuerySelectorAll(selector).MaxBy(element => characters.GetValueOrDefault(element));
            if (best is not null && characters.GetValueOrDefault(best) is > 0 and var found && found * 3 >= characters.GetValueOrDefault(body))
                return best;
        }

        return body;
    }

    // Down to the last element that still holds nearly all of the scope's paragraphs.
    static IElement Narrowest(IElement scope, Dictionary<IElement, int> characters)
    {
        var all = characters.GetValueOrDefault(scope);
        while (all > 0 && scope.Children.FirstOrDefault(child => child.LocalName is not "p" && characters.GetValueOrDefault(child) * 10 >= all * 9) is { } child)
            scope = child;
        return scope;
    }

    // Characters of long paragraphs at or below each element.
    static Dictionary<IElement, int> ParagraphsBelow(IElement body)
    {
        var characters = new Dictionary<IElement, int>();
        foreach (var paragraph in body.QuerySelectorAll("p"))
        {
            var length = paragraph.TextContent.Trim().Length;
            if (length < ParagraphCharacters || paragraph.GetAncestors().OfType<IElement>().Any(element => HtmlText.IsNoText(element) || IsBesideTheArticle(element)))
                continue;
            for (var element = paragraph; element is not null; element = element.ParentElement)
                characters[element] = characters.GetValueOrDefault(element) + length;
        }

        return characters;
    }

    static bool IsBesideTheArticle(IElement element) =>
        element.GetAttribute("aria-hidden") is "true"
        || element.GetAttribute("role") is "navigation" or "complementary" or "banner" or "contentinfo" or "dialog" or "search"
        || (element.LocalName is not ("body" or "html" or "main" or "article" or "p") && Beside().IsMatch($" {element.ClassName} {element.Id} "));

    [GeneratedRegex(@"[\s_\-](?:share|sharing|social|related|recommended|newsletter|subscribe|signup|comments?|disqus|promo|advert|advertisement|ads?|sponsored|cookie|consent|breadcrumbs?|byline|tags?|sidebar|menu|footer|masthead|popup|modal|paywall)[\s_\-]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Beside();
}
