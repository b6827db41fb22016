using AngleSharp.Dom;
using Briefings.Articles.Reading;

namespace Briefings.Pages;

/// <summary>An article as a web page shows it.</summary>
/// <param name="Published">The words of the date; <c>null</c> when there are none.</param>
/// <param name="Canonical">The address it calls its own, absolute; <c>null</c> when it names none.</param>
/// <param name="Text">Paragraphs with a blank line between them, without the title; may be empty.</param>
/// <param name="Language">As the page declares it.</param>
/// <param name="Note">What was guessed; <c>null</c> when nothing was.</param>
public sealed record PageDocument(
    string? Title, string? Byline, string? Site, string? Published, Uri? Canonical, string Text, string? Language, string? Note);

/// <summary>What reading a page gave.</summary>
/// <param name="Page"><c>null</c> when there is a defect.</param>
/// <param name="Defect">Why it is no article; <c>null</c> when it is.</param>
public readonly record struct PageReading(PageDocument? Page, string? Defect);

/// <summary>Reads a page's bytes: its article without what stands around it, and what it says about it. Nothing in it runs or is fetched.</summary>
public static class PageReader
{
    /// <param name="contentType">The answer's Content-Type, whose charset counts; <c>null</c> when there is none.</param>
    /// <param name="address">Where the page lies: relative addresses rest on it.</param>
    public static PageReading Read(byte[] bytes, string? contentType = null, Uri? address = null)
    {
        var decoded = DeclaredEncodings.Page(bytes, contentType);
        if (decoded.Defect is { } undecodable)
            return new PageReading(null, undecodable);
        if (Markup.Parse(decoded.Text) is not { } page)
            return new PageReading(null, $"Expected a page whose elements nest at most {Markup.MaximumDepth} deep, found a deeper one.");
        var facts = new PageFacts(page);
        var title = facts.Title;
        var text = MainContent.Of(page, title) is { } article ? Text(article, title) : "";
        if (PageStubs.Problem(page, facts, text) is { } stub)
            return new PageReading(null, stub);
        return new PageReading(
            new PageDocument(title, facts.Byline, facts.Outlet, facts.Published, Absolute(facts.Url, address), text, facts.Language, decoded.Note), null);
    }

    /// <summary>The feed that a page names in its head, absolute; <c>null</c> when it names none.</summary>
    public static Uri? FeedOf(byte[] bytes, string? contentType, Uri address) =>
        DeclaredEncodings.Page(bytes, contentType) is { Defect: null, Text: var html } && Markup.Parse(html) is { } page
            ? Absolute(page.QuerySelector("link[rel~=alternate][type='application/rss+xml'][href], link[rel~=alternate][type='application/atom+xml'][href], link[rel~=alternate][type='application/feed+json'][href]")?.GetAttribute("href"), address)
            : null;

    // Prompts go, and a title that stands above the text again.
    static string Text(IElement article, string? title)
    {
        var paragraphs = HtmlText.OfPage(article, _ => false).Split("\n\n").Where(paragraph => !PageStubs.IsPrompt(paragraph)).ToList();
        if (paragraphs.Count > 1 && title is not null && string.Equals(CleanText.Line(paragraphs[0]), title, StringComparison.OrdinalIgnoreCase))
            paragraphs.RemoveAt(0);
        return string.Join("\n\n", paragraphs);
    }

    static Uri? Absolute(string? words, Uri? address)
    {
        if (words is null || words.Length > ArticleLimits.UrlCharacters)
            return null;
        var resolved = address is not null && Uri.TryCreate(address, words, out var joined) ? joined
            : Uri.TryCreate(words, UriKind.Absolute, out var absolute) ? absolute
            : null;
        return resolved is { Scheme: "http" or "https", Host.Length: > 0 } ? resolved : null;
    }
}
