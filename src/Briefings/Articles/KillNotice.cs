using System.Text.RegularExpressions;

namespace Briefings.Articles;

/// <summary>Recognises a text that takes an article back instead of telling it.</summary>
static partial class KillNotice
{
    /// <summary>A notice stands in its text's first lines; further down it is news about one.</summary>
    const int MostLines = 3;

    /// <summary>The sentence that says so; <c>null</c> when the text is an article.</summary>
    public static string? In(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostLines))
        {
            if (Notice().IsMatch(line))
                return line.Length <= MostCharacters ? line : line[..MostCharacters];
        }

        return null;
    }

    const int MostCharacters = 300;

    // Wire desks write "KILL", "ATTENTION EDITORS"; sites write "This article has been removed"; both at the beginning of a line.
    [GeneratedRegex(@"^(?:(?:mandatory |bulletin )?kill\b\s*(?:notice|advisory)?\s*[:.–—-]|(?:attention|advisory to|note to|eds?|editors)[ ,:-]+(?:editors|eds|subscribers|clients)?\s*[:,–—-]?\s*.{0,80}\b(?:kill|withdraw|retract|do not (?:use|publish))|(?:this|the)(?: following)? (?:article|story|report|item|dispatch|post|page)\b.{0,80}\b(?:has been|was|is|have been) (?:withdrawn|retracted|removed|taken down|unpublished|deleted)\b|(?:we have|the .{1,60} has) (?:withdrawn|retracted|removed|taken down) (?:this|the|its|our) (?:article|story|report|item)\b|(?:retraction|retracted|withdrawn|story withdrawn|story removed)\s*[:.–—-]|(?:este artículo|esta noticia|esta nota)\b.{0,60}\b(?:ha sido|fue) (?:retirad|eliminad|borrad)[oa]\b)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Notice();
}
