namespace Briefings.Extraction;

/// <summary>Every form of every known verb, inflected once from the base forms of <c>verbs.txt</c>.</summary>
static class VerbForms
{
    static readonly Dictionary<string, (string Lemma, VerbForm Form)> Forms = new(8000, StringComparer.Ordinal);
    static readonly HashSet<string> NounLike = new(StringComparer.Ordinal);

    static VerbForms()
    {
        foreach (var line in Lexicon.Lines("verbs.txt"))
            foreach (var entry in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Add(entry);
    }

    public static bool TryGet(string lower, out string lemma, out VerbForm form)
    {
        if (Forms.TryGetValue(lower, out var found))
        {
            (lemma, form) = found;
            return true;
        }
        (lemma, form) = ("", VerbForm.None);
        return false;
    }

    /// <summary>A verb form read off the ending of a word that no list knows.</summary>
    public static (string Lemma, VerbForm Form)? Guess(string lower)
    {
        if (WordClasses.ClosedTag(lower) is not null || lower.Contains('-', StringComparison.Ordinal) && !lower.StartsWith("re-", StringComparison.Ordinal))
            return null;
        if (lower.Length > 5 && lower.EndsWith("ed", StringComparison.Ordinal) && !lower.EndsWith("eed", StringComparison.Ordinal) && lower is not ("hundred" or "sacred" or "hatred" or "kindred" or "naked" or "wicked" or "rugged"))
            return (lower[..^2], VerbForm.Past | VerbForm.Participle);
        if (lower.EndsWith("ise", StringComparison.Ordinal) && lower.Length > 7 || lower.EndsWith("ize", StringComparison.Ordinal) && lower.Length > 6 || lower.EndsWith("ify", StringComparison.Ordinal) && lower.Length > 5)
            return (lower, VerbForm.Base);
        return null;
    }

    /// <summary>Whether the bare word is as often a noun, as in "strike" or "visit".</summary>
    public static bool IsNounLike(string lemma) => NounLike.Contains(lemma);

    /// <summary>The simple past of a verb: "vowed", "struck".</summary>
    public static string? PastOf(string lemma)
    {
        foreach (var (form, known) in Forms)
            if (known.Lemma == lemma && (known.Form & VerbForm.Past) != 0)
                return form;
        return null;
    }

    static void Add(string entry)
    {
        var noun = entry.EndsWith('*');
        if (noun)
            entry = entry[..^1];
        var doubling = entry.EndsWith('!');
        if (doubling)
            entry = entry[..^1];
        var parts = entry.Split('/');
        var lemma = parts[0];
        if (noun)
            NounLike.Add(lemma);
        var stem = doubling ? lemma + lemma[^1] : lemma;
        Put(lemma, lemma, VerbForm.Base);
        Put(Third(lemma), lemma, VerbForm.Third);
        Put(Gerund(lemma, stem), lemma, VerbForm.Gerund);
        Put(parts.Length > 1 ? parts[1] : Past(lemma, stem), lemma, VerbForm.Past);
        Put(parts.Length > 2 ? parts[2] : Past(lemma, stem), lemma, VerbForm.Participle);
        if (lemma is "cancel" or "travel" or "label" or "counsel" or "signal" or "total" or "model" or "fuel" or "quarrel" or "focus")
        {
            Put(lemma + lemma[^1] + "ed", lemma, VerbForm.Past | VerbForm.Participle);
            Put(lemma + lemma[^1] + "ing", lemma, VerbForm.Gerund);
        }
    }

    static void Put(string form, string lemma, VerbForm kind)
    {
        if (Forms.TryGetValue(form, out var known))
            // "found" is rather the past of "find" than a verb of its own: first come, first served, but forms of one verb add up.
            kind |= known.Lemma == lemma ? known.Form : VerbForm.None;
        if (!Forms.ContainsKey(form) || known.Lemma == lemma)
            Forms[form] = (lemma, kind);
    }

    static string Third(string lemma) =>
        lemma.EndsWith('s') || lemma.EndsWith('x') || lemma.EndsWith('z') || lemma.EndsWith("ch", StringComparison.Ordinal) || lemma.EndsWith("sh", StringComparison.Ordinal) || lemma is "go" or "veto" or "echo" or "embargo" ? lemma + "es"
        : EndsInConsonantY(lemma) ? lemma[..^1] + "ies"
        : lemma + "s";

    static string Gerund(string lemma, string stem) =>
        lemma.EndsWith("ie", StringComparison.Ordinal) ? lemma[..^2] + "ying"
        : lemma.EndsWith('e') && !lemma.EndsWith("ee", StringComparison.Ordinal) && lemma is not "be" ? lemma[..^1] + "ing"
        : stem + "ing";

    static string Past(string lemma, string stem) =>
        lemma.EndsWith('e') ? lemma + "d"
        : EndsInConsonantY(lemma) ? lemma[..^1] + "ied"
        : stem + "ed";

    static bool EndsInConsonantY(string lemma) => lemma.Length > 1 && lemma[^1] == 'y' && lemma[^2] is not ('a' or 'e' or 'o' or 'u');
}
