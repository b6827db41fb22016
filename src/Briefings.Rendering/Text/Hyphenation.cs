using System.Buffers;

namespace Briefings.Rendering.Text;

/// <summary>Where words of a language may be parted. Rules of our own: Spanish by its syllables; English only where prefixes, suffixes and doubled consonants leave no doubt, so that many words stay whole.</summary>
abstract class Hyphenation
{
    /// <summary>The fewest letters before and behind a hyphen.</summary>
    protected const int Fewest = 3;

    const int Shortest = 7;
    const int Longest = 40;

    static readonly EnglishHyphenation English = new();
    static readonly SpanishHyphenation Spanish = new();

    /// <param name="language">A BCP 47 tag; only its first part counts.</param>
    /// <returns><c>null</c> for a language without rules.</returns>
    public static Hyphenation? For(string language) => language.Split('-', '_')[0].ToLowerInvariant() switch
    {
        "en" => English,
        "es" => Spanish,
        _ => null,
    };

    /// <summary>Indexes before which a word may be parted, in order. None in names and abbreviations: words with a capital letter stay whole.</summary>
    public IReadOnlyList<int> Points(ReadOnlySpan<char> word)
    {
        if (word.Length is < Shortest or > Longest)
        {
            return [];
        }

        foreach (var c in word)
        {
            if (!char.IsLower(c))
            {
                return [];
            }
        }

        var points = new SortedSet<int>();
        Find(word, points);
        points.RemoveWhere(p => p < Fewest);
        var length = word.Length;
        points.RemoveWhere(p => length - p < Fewest);
        return [.. points];
    }

    /// <param name="word">In lower case.</param>
    protected abstract void Find(ReadOnlySpan<char> word, SortedSet<int> points);
}

/// <summary>After the rules of the Ortografía de la lengua española: a consonant between vowels opens the next syllable, of several the last or an inseparable pair does; vowels are never parted from each other.</summary>
sealed class SpanishHyphenation : Hyphenation
{
    static readonly HashSet<string> Inseparable = new(StringComparer.Ordinal)
    {
        "bl", "cl", "fl", "gl", "pl", "br", "cr", "dr", "fr", "gr", "pr", "tr", "ch", "ll", "rr", "tl",
    };

    protected override void Find(ReadOnlySpan<char> word, SortedSet<int> points)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (!IsVowel(word[i]) || i + 1 >= word.Length || IsVowel(word[i + 1]))
            {
                continue;
            }

            var next = i + 1;
            while (next < word.Length && !IsVowel(word[next]))
            {
                next++;
            }

            if (next == word.Length)
            {
                return;
            }

            var opens = next - i > 2 && Inseparable.Contains(word[(next - 2)..next].ToString()) ? next - 2 : next - 1;
            points.Add(opens);
        }
    }

    /// <summary>With the y of "ley" and the u of "que": what may not be parted counts as a vowel.</summary>
    static bool IsVowel(char c) => "aeiouáéíóúüy".Contains(c, StringComparison.Ordinal);
}

/// <summary>Parts English words at suffixes, prefixes and doubled consonants only.</summary>
sealed class EnglishHyphenation : Hyphenation
{
    static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    static readonly string[] Suffixes =
    [
        "tions", "tion", "sions", "sion", "ments", "ment", "ness", "less", "fully", "ful", "ships", "ship", "tional", "sional", "tionally", "tives", "tive", "tively", "tures", "ture", "cially", "cial", "tially", "tial", "mental", "mentary", "tionary",
    ];

    static readonly string[] Prefixes = ["inter", "under", "over", "counter", "super", "multi", "micro", "semi", "dis", "con", "com", "trans", "sub", "non", "mis"];

    static readonly string[] Inflections = ["ing", "ings", "able", "ers"];

    protected override void Find(ReadOnlySpan<char> word, SortedSet<int> points)
    {
        foreach (var suffix in Suffixes)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal) && HasVowel(word[..^suffix.Length]))
            {
                points.Add(word.Length - suffix.Length);
            }
        }

        foreach (var prefix in Prefixes)
        {
            // A vowel or h behind it would belong to one syllable with it too often: "compass", "disease", "misheard".
            if (word.StartsWith(prefix, StringComparison.Ordinal) && word.Length > prefix.Length + Fewest
                && !"aeiouyhrl".Contains(word[prefix.Length], StringComparison.Ordinal) && HasVowel(word[prefix.Length..]))
            {
                points.Add(prefix.Length);
            }
        }

        AddDoubled(word, points);
    }

    /// <summary>"com-mit-tee", but "tell-ing" and "pass-able".</summary>
    static void AddDoubled(ReadOnlySpan<char> word, SortedSet<int> points)
    {
        for (var i = 2; i < word.Length - 2; i++)
        {
            if (word[i] != word[i - 1] || !IsVowel(word[i - 2]) || !IsVowel(word[i + 1]) || IsVowel(word[i]))
            {
                continue;
            }

            if ("lsfz".Contains(word[i], StringComparison.Ordinal))
            {
                if (IsInflection(word[(i + 1)..]))
                {
                    points.Add(i + 1);
                }
            }
            else if (!word[(i + 1)..].SequenceEqual("ed"))
            {
                points.Add(i);
            }
        }
    }

    static bool IsInflection(ReadOnlySpan<char> rest)
    {
        foreach (var inflection in Inflections)
        {
            if (rest.SequenceEqual(inflection))
            {
                return true;
            }
        }

        return false;
    }

    static bool HasVowel(ReadOnlySpan<char> part) => part.ContainsAny(Vowels);

    static bool IsVowel(char c) => Vowels.Contains(c);
}
