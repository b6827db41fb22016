using AngleSharp.Html.Dom;
using Briefings.Articles.Reading;

namespace Briefings.Pages;

/// <summary>Takes a page's title out of its title element, without the site's name, or out of its one heading.</summary>
static class PageTitles
{
    static readonly string[] Separators = [" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " / ", " > ", " · "];

    const int FewWords = 4;

    /// <summary><c>null</c> when the page has neither.</summary>
    public static string? Of(IHtmlDocument page, string? site)
    {
        var whole = CleanText.Line(page.Title);
        var headings = page.QuerySelectorAll("h1");
        var heading = headings is [var only] ? CleanText.Line(only.TextContent) : null;
        if (whole is null)
            return heading;
        // Several h1 are a list of articles or a logo beside the heading: the page's title is then the better word.
        if (heading is not null && whole.Contains(heading, StringComparison.OrdinalIgnoreCase) && Count(heading) >= FewWords)
            return heading;
        if (site is not null && WithoutSite(whole, site) is { } shorter)
            return shorter;
        var title = WithoutLastPart(whole) ?? whole;
        return Count(title) < FewWords && heading is { Length: > 0 } && Count(heading) > Count(title) ? heading : title;
    }

    static string? WithoutSite(string title, string site)
    {
        if (!title.EndsWith(site, StringComparison.OrdinalIgnoreCase))
            return null;
        var shorter = title[..^site.Length].TrimEnd(' ', '|', '-', '–', '—', '·', ':', '«', '»');
        return shorter.Length == 0 ? null : shorter;
    }

    // "Headline | Site": the last part goes when enough stays to be a headline.
    static string? WithoutLastPart(string title)
    {
        var at = Separators.Select(separator => title.LastIndexOf(separator, StringComparison.Ordinal)).Max();
        if (at <= 0)
            return null;
        var before = title[..at].Trim();
        return Count(before) >= FewWords ? before : null;
    }

    static int Count(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
