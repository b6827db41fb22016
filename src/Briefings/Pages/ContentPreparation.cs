using AngleSharp.Dom;
using Briefings.Articles.Reading;

namespace Briefings.Pages;

/// <summary>Takes out what is never part of an article and gives every run of words a paragraph.</summary>
static class ContentPreparation
{
    const int LongestByline = 100;

    public static void Run(IElement body, string? title, ContentRules rules)
    {
        foreach (var element in body.QuerySelectorAll("*").ToList())
        {
            if (!body.Contains(element))
                continue;
            if (ElementSigns.IsNoText(element) || ElementSigns.IsHidden(element) || IsUnlikely(element, rules) || IsByline(element))
                element.Remove();
        }

        RemoveTitle(body, title);
        foreach (var chain in body.QuerySelectorAll("br").ToList())
            BreaksToParagraph(chain);
        foreach (var element in body.QuerySelectorAll("div, section, header, h1, h2, h3, h4, h5, h6").Reverse().ToList())
        {
            if (IsEmpty(element))
                element.Remove();
        }

        foreach (var division in body.QuerySelectorAll("div").ToList())
            Paragraphs(division);
    }

    static bool IsUnlikely(IElement element, ContentRules rules) =>
        rules.HasFlag(ContentRules.Unlikely)
        && (element.LocalName is "nav" or "aside" or "footer" or "dialog" || ElementSigns.IsUnlikely(element))
        && element.Closest("table, code, pre") is null;

    static bool IsByline(IElement element) =>
        element.LocalName is not ("body" or "article" or "main") && ElementSigns.IsByline(element)
        && CleanText.Line(element.TextContent) is { Length: > 0 and < LongestByline };

    // The first heading that says what the title says.
    static void RemoveTitle(IElement body, string? title)
    {
        if (title is null)
            return;
        body.QuerySelectorAll("h1, h2").FirstOrDefault(heading => IsTitle(heading, title))?.Remove();
    }

    public static bool IsTitle(IElement heading, string title)
    {
        var (a, b) = (Words(title), Words(heading.TextContent));
        if (b.Length == 0 || b.Length > 60)
            return false;
        var extra = b.Where(word => !a.Contains(word, StringComparer.Ordinal)).Sum(word => word.Length + 1);
        return 1 - (extra / (double)(b.Sum(word => word.Length + 1))) > 0.75;
    }

    static string[] Words(string text) => new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static bool IsEmpty(IElement element) =>
        string.IsNullOrWhiteSpace(element.TextContent) && element.QuerySelector("img, picture, table, math") is null;

    // Two line breaks or more end a paragraph.
    static void BreaksToParagraph(IElement first)
    {
        if (first.Parent is not IElement parent)
            return;
        var count = 1;
        for (var next = NextWords(first.NextSibling); next is IElement { LocalName: "br" } another; next = NextWords(first.NextSibling))
        {
            another.Remove();
            count++;
        }

        if (count < 2 || parent.Owner is not { } document)
            return;
        var paragraph = document.CreateElement("p");
        parent.ReplaceChild(paragraph, first);
        while (paragraph.NextSibling is { } next && ElementSigns.IsPhrasing(next) && !(next is IElement { LocalName: "br" } && NextWords(next.NextSibling) is IElement { LocalName: "br" }))
            paragraph.AppendChild(next);
        if (parent.LocalName is "p" && parent.Parent is IElement)
            Rename(parent, "div");
    }

    static INode? NextWords(INode? node)
    {
        while (node is not null and not IElement && string.IsNullOrWhiteSpace(node.TextContent))
            node = node.NextSibling;
        return node;
    }

    // Runs of words beside blocks become paragraphs; a division that is one paragraph becomes it.
    static void Paragraphs(IElement division)
    {
        if (division.Parent is null || division.Owner is not { } document)
            return;
        if (!division.Children.Any(child => HasBlock(child)))
        {
            Rename(division, "p");
            return;
        }

        IElement? paragraph = null;
        foreach (var child in division.ChildNodes.ToList())
        {
            if (ElementSigns.IsPhrasing(child) && !(child is IElement element && HasBlock(element)))
            {
                if (paragraph is null && (child is IComment || string.IsNullOrWhiteSpace(child.TextContent)))
                    continue;
                if (paragraph is null)
                    division.ReplaceChild(paragraph = document.CreateElement("p"), child);
                else
                    child.Parent?.RemoveChild(child);
                paragraph.AppendChild(child);
            }
            else
            {
                paragraph = null;
            }
        }
    }

    static bool HasBlock(IElement element) =>
        (ElementSigns.IsBlock(element.LocalName) && element.LocalName is not "img") || element.QuerySelector("p, div, ul, ol, table, blockquote, pre, section, article, dl, figure, h1, h2, h3, h4, h5, h6") is not null
        || element.LocalName is ['h', >= '1' and <= '6'];

    static void Rename(IElement element, string name)
    {
        if (element.Owner?.CreateElement(name) is not { } renamed || element.Parent is not { } parent)
            return;
        foreach (var attribute in (ReadOnlySpan<string>)["class", "id"])
        {
            if (element.GetAttribute(attribute) is { } value)
                renamed.SetAttribute(attribute, value);
        }

        parent.ReplaceChild(renamed, element);
        while (element.FirstChild is { } child)
            renamed.AppendChild(child);
    }
}
