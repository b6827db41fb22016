using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Briefings.Pages;

/// <summary>Finds the article of a page and clears it of everything else.</summary>
/// <remarks>
/// The approach is Arc90's (readability, 2009), with the link densities of Kohlschütter et al., "Boilerplate Detection using Shallow Text
/// Features" (WSDM 2010): paragraphs give points to what holds them. When little is found, the rules are loosened one by one, and the attempt
/// with the most words stands.
/// </remarks>
static class MainContent
{
    /// <summary>Shorter results are tried again with looser rules.</summary>
    const int EnoughCharacters = 500;

    /// <returns>The article's blocks under one element, or <c>null</c> for a page without words.</returns>
    public static IElement? Of(IHtmlDocument page, string? title)
    {
        if (page.Body is not { } body)
            return null;
        IElement? best = null;
        var most = 0;
        foreach (var rules in (ReadOnlySpan<ContentRules>)[ContentRules.All, ContentRules.All & ~ContentRules.Unlikely, ContentRules.Clean, ContentRules.None])
        {
            if (body.Clone() is not IElement copy)
                return null;
            var found = Attempt(copy, title, rules);
            var characters = found is null ? 0 : Measures.Of(found)[found].Characters;
            if (characters > most)
                (best, most) = (found, characters);
            if (characters >= EnoughCharacters)
                break;
        }

        return best;
    }

    static IElement? Attempt(IElement body, string? title, ContentRules rules)
    {
        ContentPreparation.Run(body, title, rules);
        if (ContentScores.Choose(body, rules) is not { } article)
            return null;
        ContentCleaning.Run(article, title, rules);
        return article;
    }
}

[Flags]
enum ContentRules
{
    None = 0,

    /// <summary>Take out what its name speaks against.</summary>
    Unlikely = 1,

    /// <summary>Let names count in points.</summary>
    Weights = 2,

    /// <summary>Take out blocks of links, forms and pictures inside the article.</summary>
    Clean = 4,

    All = Unlikely | Weights | Clean,
}
