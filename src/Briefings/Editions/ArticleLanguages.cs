using System.Collections.Frozen;

namespace Briefings.Editions;

/// <summary>Tells the language of a text by its script and its most frequent small words.</summary>
static class ArticleLanguages
{
    // The beginning tells as much as the whole.
    const int LettersRead = 4000;

    // Fewer small words than this tell nothing, and less than this share is another language that has some in common.
    const int FewestWords = 3;

    const double LeastShare = 0.08;

    static readonly FrozenDictionary<string, FrozenSet<string>> SmallWords = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["en"] = "the of and to in that is was for on with as by at from has have were are not this said who will would their",
        ["es"] = "el la los las de del y en que por con para una un se su al lo es fue como más pero sus ha no",
        ["fr"] = "le la les des du et en que qui dans pour une un sur au aux est par pas plus avec ce sont a été",
        ["de"] = "der die das und in den von zu mit dem des im für auf ist nicht ein eine sich auch als bei hat wurde",
        ["pt"] = "o a os as de do da dos das e em que por com para uma um se não mais foi ao na no",
        ["it"] = "il lo la gli le di del della e in che per con una un si non sono più ha alla nel dei",
    }.ToFrozenDictionary(l => l.Key, l => l.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>A BCP 47 tag, or <c>null</c> when the text does not tell.</summary>
    public static string? Of(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, LettersRead));
        return ByScript(head) ?? ByWords(head.ToString());
    }

    static string? ByScript(ReadOnlySpan<char> text)
    {
        var (letters, latin, arabic, cyrillic, ukrainian, greek, hebrew, han, kana) = (0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
            {
                continue;
            }

            letters++;
            latin += c < '\u0250' ? 1 : 0;
            arabic += c is >= '\u0600' and <= '\u06FF' ? 1 : 0;
            cyrillic += c is >= '\u0400' and <= '\u04FF' ? 1 : 0;
            ukrainian += c is 'і' or 'ї' or 'є' or 'ґ' ? 1 : 0;
            greek += c is >= '\u0370' and <= '\u03FF' ? 1 : 0;
            hebrew += c is >= '\u0590' and <= '\u05FF' ? 1 : 0;
            han += c is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
            kana += c is >= '\u3040' and <= '\u30FF' ? 1 : 0;
        }

        var most = letters / 2;
        return letters == 0 || latin > most ? null
            : arabic > most ? "ar"
            : cyrillic > most ? ukrainian > 0 ? "uk" : "ru"
            : greek > most ? "el"
            : hebrew > most ? "he"
            : kana > 0 && han + kana > most ? "ja"
            : han > most ? "zh"
            : null;
    }

    static string? ByWords(string text)
    {
        var words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim(',', '.', ';', ':', '"', '“', '”', '(', ')')).ToList();
        var best = SmallWords.Select(l => (l.Key, Count: words.Count(l.Value.Contains))).OrderByDescending(l => l.Count).ThenBy(l => l.Key, StringComparer.Ordinal).ToList();
        return best[0].Count >= FewestWords && best[0].Count > best[1].Count && best[0].Count >= words.Count * LeastShare ? best[0].Key : null;
    }
}
