using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Briefings.Pages;

/// <summary>What an element's tag, class, id and role say about whether it belongs to an article.</summary>
static partial class ElementSigns
{
    /// <summary>Never read: no words of an article stand in it.</summary>
    public static bool IsNoText(IElement element) => element.LocalName is
        "script" or "style" or "noscript" or "template" or "link" or "meta" or "svg" or "iframe" or "object" or "embed" or "canvas" or "audio" or "video" or "head" or "title";

    /// <summary>Whether the page does not show it to a reader.</summary>
    public static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden"))
            return true;
        if (element.GetAttribute("aria-hidden") is "true" && !(element.ClassName ?? "").Contains("fallback-image", StringComparison.Ordinal))
            return true;
        return element.GetAttribute("style") is { Length: > 0 } style && HiddenStyle().IsMatch(style);
    }

    /// <summary>Whether its name speaks against it so much that it is passed over, unless nothing else is found.</summary>
    public static bool IsUnlikely(IElement element)
    {
        if (element.LocalName is "html" or "body" or "a" or "article" or "main" or "p" or "h1" or "h2" or "h3")
            return false;
        if (element.GetAttribute("role") is "menu" or "menubar" or "complementary" or "navigation" or "alert" or "alertdialog" or "dialog" or "search" or "banner" or "contentinfo")
            return true;
        var names = $" {element.ClassName} {element.Id} ";
        return names.Length > 3 && Unlikely().IsMatch(names) && !Likely().IsMatch(names);
    }

    /// <summary>Points for or against by class and id: 25 each way.</summary>
    public static int Weight(IElement element)
    {
        var weight = 0;
        foreach (var name in (ReadOnlySpan<string?>)[element.ClassName, element.Id])
        {
            if (string.IsNullOrEmpty(name))
                continue;
            weight -= Negative().IsMatch(name) ? 25 : 0;
            weight += Positive().IsMatch(name) ? 25 : 0;
        }

        return weight;
    }

    /// <summary>Points by tag alone.</summary>
    public static int TagPoints(IElement element) => element.LocalName switch
    {
        "article" or "main" => 8,
        "div" => 5,
        "pre" or "td" or "blockquote" => 3,
        "address" or "ol" or "ul" or "dl" or "dd" or "dt" or "li" or "form" => -3,
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "th" => -5,
        _ => 0,
    };

    public static bool IsByline(IElement element)
    {
        if (element.GetAttribute("rel") is "author" || (element.GetAttribute("itemprop") ?? "").Contains("author", StringComparison.Ordinal))
            return true;
        var names = $"{element.ClassName} {element.Id}";
        return names.Length > 1 && Byline().IsMatch(names);
    }

    public static bool IsShareBox(IElement element) => ShareBox().IsMatch($" {element.ClassName} {element.Id} ");

    /// <summary>Blocks that news sites put between paragraphs.</summary>
    public static bool IsInterruption(IElement element) =>
        element.LocalName is not ("body" or "html" or "main" or "article" or "p" or "section" or "span" or "a") && Interruption().IsMatch($" {element.ClassName} {element.Id} ");

    public static bool IsPhrasing(INode node) => node is IText || node is not IElement element || element.LocalName is
        "a" or "abbr" or "b" or "bdi" or "bdo" or "br" or "cite" or "code" or "data" or "del" or "dfn" or "em" or "font" or "i" or "img" or "ins" or "kbd" or "label" or "mark"
        or "q" or "ruby" or "s" or "samp" or "small" or "span" or "strong" or "sub" or "sup" or "time" or "tt" or "u" or "var" or "wbr" or "math" or "big" or "strike";

    public static bool IsBlock(string name) => name is
        "blockquote" or "dl" or "div" or "img" or "ol" or "p" or "pre" or "table" or "ul" or "section" or "article" or "header" or "footer" or "aside" or "nav" or "figure" or "main" or "form";

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(@"[\s_\-]ads?[\s_\-]|advert|banner|breadcrumb|comment|community|consent|cookie|disqus|extra|foot|gdpr|header|legend|masthead|menu|modal|nav(?:bar|igation)?[\s_\-]|newsletter|onetrust|pager|pagination|paywall|popup|promo|related|recommend|remark|replies|rss|shoutbox|sidebar|signup|skyscraper|social|sponsor|subscribe|supplement|teaser|toolbar|trending|widget", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Unlikely();

    [GeneratedRegex(@"[\s_\-]and[\s_\-]|article|body|column|content|main|mathjax|shadow|story|entry|post", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Likely();

    [GeneratedRegex("article|blog|body|content|entry|main|page|post|story|text", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Positive();

    [GeneratedRegex(@"-ad-|hidden|(?:^|\s)hid(?:\s|$)|banner|comment|com-|contact|foot|gdpr|masthead|media|meta|outbrain|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|tool|widget|newsletter|subscribe", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Negative();

    [GeneratedRegex("byline|author|dateline|writtenby|p-author", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Byline();

    [GeneratedRegex(@"[\s_\-](?:share|sharing|sharedaddy|addthis|social)[\s_\-]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ShareBox();

    [GeneratedRegex(@"[\s_\-](?:related|recommended|recirc|newsletter|subscribe|signup|sign-up|disqus|promo|advert|advertisement|ads?|sponsored|cookie|consent|breadcrumbs?|sidebar|menu|popup|modal|paywall|outbrain|taboola|read-?more|more-?stories|most-?read|trending)[\s_\-]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Interruption();
}
