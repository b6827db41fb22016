using AngleSharp.Dom;

namespace Briefings.Pages;

/// <summary>Takes out of an article what pages put between its paragraphs: link lists, forms, share buttons, pictures without words.</summary>
sealed class ContentCleaning
{
    const int ShortBlock = 25;
    const int LongestShareBox = 500;
    const int EnoughCommas = 10;

    readonly IElement _article;
    readonly ContentRules _rules;
    Dictionary<IElement, Measure> _measures;

    ContentCleaning(IElement article, ContentRules rules) => (_article, _rules, _measures) = (article, rules, Measures.Of(article));

    public static void Run(IElement article, string? title, ContentRules rules)
    {
        var cleaning = new ContentCleaning(article, rules);
        cleaning.Remove("footer, aside, nav, dialog, input, textarea, select, button");
        cleaning.Unless("form, fieldset");
        cleaning.ShareBoxes();
        cleaning.Interruptions();
        cleaning.Headings(title);
        cleaning.Unless("table");
        cleaning.Unless("ul, ol");
        cleaning.Unless("div, section");
    }

    void Remove(string selector)
    {
        foreach (var element in _article.QuerySelectorAll(selector).ToList())
            element.Remove();
    }

    void ShareBoxes()
    {
        foreach (var element in _article.QuerySelectorAll("*").Where(ElementSigns.IsShareBox).ToList())
        {
            if (Of(element).Characters < LongestShareBox)
                element.Remove();
        }
    }

    // Not when most of the article stands in it: sites name the strangest things.
    void Interruptions()
    {
        var all = Of(_article).Characters;
        foreach (var element in _article.QuerySelectorAll("*").Where(ElementSigns.IsInterruption).ToList())
        {
            if (Of(element).Characters * 4 < all)
                element.Remove();
        }
    }

    void Headings(string? title)
    {
        foreach (var heading in _article.QuerySelectorAll("h1, h2").ToList())
        {
            if ((_rules.HasFlag(ContentRules.Weights) && ElementSigns.Weight(heading) < 0) || (title is not null && ContentPreparation.IsTitle(heading, title) && heading.LocalName is "h1"))
                heading.Remove();
        }
    }

    Measure Of(IElement element) => _measures.TryGetValue(element, out var measure) ? measure : new Measure();

    /// <summary>Removes blocks of a kind that do not read like part of an article, from the last to the first.</summary>
    void Unless(string selector)
    {
        if (!_rules.HasFlag(ContentRules.Clean))
            return;
        _measures = Measures.Of(_article);
        foreach (var element in _article.QuerySelectorAll(selector).Reverse().ToList())
        {
            if (!IsKept(element))
                element.Remove();
        }
    }

    bool IsKept(IElement element)
    {
        var measure = Of(element);
        if (element.LocalName is "table" && IsDataTable(element))
            return true;
        if (element.Closest("table") is { } table && table != element && IsDataTable(table))
            return true;
        if (element.Closest("code, pre, figure") is not null)
            return true;
        var weight = _rules.HasFlag(ContentRules.Weights) ? ElementSigns.Weight(element) : 0;
        if (weight < 0)
            return false;
        if (measure.Commas >= EnoughCommas)
            return true;
        var isList = element.LocalName is "ul" or "ol" || (measure.Characters > 0 && element.QuerySelectorAll("ul, ol").Sum(list => Of(list).Characters) > measure.Characters * 0.9);
        var headings = measure.Characters == 0 ? 0 : (double)measure.HeadingCharacters / measure.Characters;
        var inText = measure.Characters == 0 ? 0 : (double)measure.TextBlockCharacters / measure.Characters;
        var isGallery = measure.Images > 1 && (double)measure.Paragraphs / measure.Images < 0.5 && element.Closest("figure") is null;
        var tooManyItems = !isList && measure.ListItems - 100 > measure.Paragraphs;
        var isForm = measure.Inputs > measure.Paragraphs / 3;
        var isShort = !isList && headings < 0.9 && measure.Characters < ShortBlock && (measure.Images == 0 || measure.Images > 2) && measure.LinkDensity > 0;
        var hasLinks = !isList && weight < 25 && measure.LinkDensity > 0.2;
        var isLinks = weight >= 25 && measure.LinkDensity > 0.5;
        var isNothing = measure.Images == 0 && inText == 0 && measure.HeadingCharacters == 0 && measure.Characters == 0;
        var isLinkList = isList && measure.LinkDensity > 0.6;
        return !(isGallery || tooManyItems || isForm || isShort || hasLinks || isLinks || isNothing || isLinkList);
    }

    static bool IsDataTable(IElement table)
    {
        if (table.GetAttribute("role") is "presentation" || table.GetAttribute("datatable") is "0")
            return false;
        if (table.HasAttribute("summary") || table.QuerySelector("caption, col, colgroup, tfoot, thead, th") is not null)
            return true;
        if (table.QuerySelector("table") is not null)
            return false;
        var rows = table.QuerySelectorAll("tr").Length;
        var columns = table.QuerySelectorAll("tr").Select(row => row.Children.Length).DefaultIfEmpty().Max();
        return rows > 1 && columns > 1 && (rows >= 10 || columns > 4 || rows * columns > 10);
    }
}
