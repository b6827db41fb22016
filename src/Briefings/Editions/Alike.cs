namespace Briefings.Editions;

/// <summary>Whether two sentences say nearly the same, so that a reader would miss nothing with one of them.</summary>
static class Alike
{
    // Of the shorter sentence's words; a sentence that adds a number or a name to another one is kept.
    const double SameShare = 0.8;

    const int ShortestWord = 3;

    /// <summary>Words of three letters or more and all numbers, in lower case.</summary>
    public static HashSet<string> Words(string sentence)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = part.Trim('.', ',', ';', ':', '"', '“', '”', '‘', '’', '(', ')', '\'').ToLowerInvariant();
            if (word.Length >= ShortestWord || word.Any(char.IsDigit))
            {
                words.Add(word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word);
            }
        }

        return words;
    }

    public static bool IsSame(HashSet<string> a, HashSet<string> b)
    {
        var (shorter, longer) = a.Count <= b.Count ? (a, b) : (b, a);
        return shorter.Count == 0 ? longer.Count == 0 : shorter.Count(longer.Contains) >= shorter.Count * SameShare && Numbers(shorter).All(longer.Contains) && !IsDenial(a, b);
    }

    static IEnumerable<string> Numbers(HashSet<string> words) => words.Where(w => w.Any(char.IsDigit));

    /// <summary>"Denied that it plans to" shares all its words with "plans to" and says the contrary.</summary>
    static bool IsDenial(HashSet<string> a, HashSet<string> b) => a.Overlaps(Denials) != b.Overlaps(Denials);

    static readonly string[] Denials = ["not", "never", "denied", "denies", "deny", "denying", "rejected", "refused", "alleged", "allegedly", "without"];
}
