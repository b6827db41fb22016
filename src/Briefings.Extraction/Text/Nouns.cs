using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Tells a common noun that merely opens its sentence from a name.</summary>
static class Nouns
{
    static readonly string[] Endings = ["tion", "sion", "ment", "ness", "ists", "ers", "ors", "ants", "ents", "ials", "ings", "ties", "ians"];

    static readonly FrozenSet<string> Known = Lexicon.Lines("sets.txt").SelectMany(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w[0] != '$' && char.IsLower(w[0])).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsCommon(string lower)
    {
        var singular = WordClasses.Singular(lower);
        if (WordClasses.IsTime(lower) || Roles.IsRole(singular) || Known.Contains(singular) || singular != lower)
            return true;
        foreach (var ending in Endings)
            if (lower.Length > ending.Length + 2 && lower.EndsWith(ending, StringComparison.Ordinal))
                return true;
        return false;
    }
}
