using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Closed word classes and singulars of nouns.</summary>
static class WordClasses
{
    static readonly FrozenDictionary<string, Tag> Closed;
    static readonly FrozenSet<string> Adjectives;
    static readonly FrozenSet<string> Times;

    static WordClasses()
    {
        var closed = new Dictionary<string, Tag>(StringComparer.Ordinal);
        Adjectives = FrozenSet<string>.Empty;
        Times = FrozenSet<string>.Empty;
        foreach (var line in Lexicon.Lines("words.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var words = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (line[..colon])
            {
                case "adj":
                    Adjectives = words.ToFrozenSet(StringComparer.Ordinal);
                    break;
                case "time":
                    Times = words.ToFrozenSet(StringComparer.Ordinal);
                    break;
                case var name:
                    foreach (var word in words)
                        closed.TryAdd(word, TagOf(name));
                    break;
            }
        }
        Closed = closed.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static Tag? ClosedTag(string lower) => Closed.TryGetValue(lower, out var tag) ? tag : null;

    public static bool IsAdjective(string lower) => Adjectives.Contains(lower) || HasAdjectiveEnding(lower);

    /// <summary>Whether the word names a day, month or stretch of time.</summary>
    public static bool IsTime(string lower) => Times.Contains(lower) || lower.Length > 3 && lower[^1] == 's' && Times.Contains(lower[..^1]);

    /// <summary>As for the word, but "march" and "may" without a capital are no months.</summary>
    public static bool IsTime(Token token) => IsTime(token.Lower) && (token.Capital || !(token.Lower.EndsWith("day", StringComparison.Ordinal) && token.Lower.Length > 5) && token.Lower is not ("march" or "may" or "august"));

    public static string Singular(string lower)
    {
        if (lower.Length < 4 || lower[^1] != 's' || lower.EndsWith("ss", StringComparison.Ordinal) || lower.EndsWith("us", StringComparison.Ordinal) || lower.EndsWith("is", StringComparison.Ordinal))
            return lower switch { "men" => "man", "women" => "woman", "people" => "people", "children" => "child", "policemen" => "policeman", "servicemen" => "serviceman", "gunmen" => "gunman", _ => lower };
        if (lower.EndsWith("ies", StringComparison.Ordinal) && lower.Length > 4)
            return lower[..^3] + "y";
        if (lower.EndsWith("ches", StringComparison.Ordinal) || lower.EndsWith("shes", StringComparison.Ordinal) || lower.EndsWith("sses", StringComparison.Ordinal) || lower.EndsWith("xes", StringComparison.Ordinal) || lower.EndsWith("oes", StringComparison.Ordinal))
            return lower[..^2];
        return lower[..^1];
    }

    static bool HasAdjectiveEnding(string lower) =>
        lower.Length > 5 && (lower.EndsWith("ous", StringComparison.Ordinal) || lower.EndsWith("ful", StringComparison.Ordinal) || lower.EndsWith("less", StringComparison.Ordinal)
            || lower.EndsWith("able", StringComparison.Ordinal) || lower.EndsWith("ible", StringComparison.Ordinal) || lower.EndsWith("istic", StringComparison.Ordinal) || lower.EndsWith("ical", StringComparison.Ordinal)
            || lower.EndsWith("ional", StringComparison.Ordinal) || lower.EndsWith("-backed", StringComparison.Ordinal) || lower.EndsWith("-led", StringComparison.Ordinal) || lower.EndsWith("-held", StringComparison.Ordinal)
            || lower.EndsWith("-year-old", StringComparison.Ordinal) || lower.EndsWith("-occupied", StringComparison.Ordinal) || lower.EndsWith("-controlled", StringComparison.Ordinal));

    static Tag TagOf(string name) => name switch
    {
        "det" => Tag.Determiner,
        "poss" => Tag.Possessive,
        "pron" => Tag.Pronoun,
        "prep" => Tag.Preposition,
        "sub" => Tag.Subordinator,
        "rel" => Tag.Relative,
        "conj" => Tag.Conjunction,
        "aux" => Tag.Auxiliary,
        "modal" => Tag.Modal,
        "not" => Tag.Not,
        "adv" => Tag.Adverb,
        _ => throw new InvalidOperationException($"words.txt: the class {name} is not known."),
    };
}
