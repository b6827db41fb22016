using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>A condition on a noun phrase or verb: one of some words, any actor, anything, or nothing at all.</summary>
sealed class WordTest
{
    readonly FrozenSet<string> _words;
    readonly FrozenSet<string> _excluded;
    readonly string[][] _compounds;

    WordTest(FrozenSet<string> words, FrozenSet<string> excluded, string[][] compounds, bool any, bool actor, bool none)
    {
        (_words, _excluded, _compounds) = (words, excluded, compounds);
        (Any, Actor, None) = (any, actor, none);
    }

    public bool Any { get; }

    public bool Actor { get; }

    public bool None { get; }

    /// <summary>How much it narrows: words say more than "actor", "actor" more than "any".</summary>
    public int Weight => _words.Count + _compounds.Length > 0 ? 3 : Actor ? 2 : 1;

    /// <summary>Reads "strike raid $attack !ban military_operation any actor none".</summary>
    public static WordTest Parse(string text, Func<string, IReadOnlyList<string>?> sets)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var excluded = new HashSet<string>(StringComparer.Ordinal);
        var compounds = new List<string[]>();
        bool any = false, actor = false, none = false;
        foreach (var item in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (item == "any")
                any = true;
            else if (item == "actor")
                actor = true;
            else if (item == "none")
                none = true;
            else
                Add(item[0] == '!' ? excluded : words, compounds, item[0] == '!' ? item[1..] : item, sets);
        }
        return new WordTest(words.ToFrozenSet(StringComparer.Ordinal), excluded.ToFrozenSet(StringComparer.Ordinal), [.. compounds], any || words.Count + compounds.Count == 0 && !actor && !none, actor, none);
    }

    static void Add(HashSet<string> words, List<string[]> compounds, string item, Func<string, IReadOnlyList<string>?> sets)
    {
        if (item[0] == '$')
            foreach (var word in sets(item[1..]) ?? throw new FormatException($"\"{item}\" is no word set."))
                Add(words, compounds, word, sets);
        else if (item.Contains('_', StringComparison.Ordinal))
            compounds.Add(item.Split('_'));
        else
            words.Add(item);
    }

    public bool Matches(string lemma) => (Any || _words.Contains(lemma)) && !_excluded.Contains(lemma);

    /// <summary>Whether the phrase's head is one of the words, or its head and a word before it are.</summary>
    public bool Matches(NounPhrase noun)
    {
        var lemma = Head(noun);
        if (_excluded.Contains(lemma))
            return false;
        if (Any || _words.Contains(lemma) || noun.HeadToken.VerbLemma is { } verb && noun.HeadToken.Tag == Tag.Noun && _words.Contains(verb) && noun.HeadToken.Form.HasFlag(VerbForm.Base))
            return true;
        if (noun.HeadToken.Tag == Tag.Proper && noun.Has(t => t.Tag == Tag.Noun && _words.Contains(WordClasses.Singular(t.Lower))))
            return true;
        foreach (var compound in _compounds)
            if (compound[^1] == lemma && noun.Has(t => t.Lower == compound[0] || t.Lemma == compound[0]))
                return true;
        // "a series of attacks", "dozens of arrests": the noun that counts is behind "of".
        return Measures.Contains(lemma) && noun.After("of") is [{ } counted, ..] && Matches(counted);
    }

    static readonly FrozenSet<string> Measures = new[] { "series", "number", "wave", "set", "round", "string", "group", "lot", "spate", "host", "range", "kind", "sort", "form", "part", "dozen", "hundred", "thousand", "score", "package", "million", "billion", "ton", "barrage", "hail", "campaign", "day", "week", "month", "hour", "year", "member", "majority", "crowd", "team", "delegation" }.ToFrozenSet(StringComparer.Ordinal);

    static string Head(NounPhrase noun) => noun.HeadToken.Tag is Tag.Noun or Tag.Number ? WordClasses.Singular(noun.HeadToken.Lower) : noun.HeadToken.Lower;
}
