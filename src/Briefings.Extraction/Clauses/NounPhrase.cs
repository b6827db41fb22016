namespace Briefings.Extraction;

/// <summary>A noun phrase: tokens from <c>Start</c> up to, not including, <c>End</c>.</summary>
sealed class NounPhrase(Token[] tokens, int start, int end, int head)
{
    public Token[] Tokens { get; } = tokens;

    public int Start { get; } = start;

    public int End { get; } = end;

    public int Head { get; } = head;

    public Token HeadToken => Tokens[Head];

    public string Lemma => HeadToken.Lemma;

    /// <summary>"Petro" in "Petro's government".</summary>
    public NounPhrase? Owner { get; init; }

    /// <summary>Prepositional phrases that follow it, nearest first: "of X", "by Y".</summary>
    public List<PrepositionalPhrase> Phrases { get; } = [];

    /// <summary>Phrases that rename it: ", the prime minister,".</summary>
    public List<NounPhrase> Appositions { get; } = [];

    /// <summary>The name that it says more about, as its apposition.</summary>
    public NounPhrase? Renames { get; set; }

    /// <summary>Where its preposition stands, if one governs it.</summary>
    public string? Governor { get; set; }

    /// <summary>An acronym in parentheses behind it.</summary>
    public string? Acronym { get; set; }

    /// <summary>Index among the chunks of its sentence.</summary>
    public int Chunk { get; set; }

    public bool IsTime { get; init; }

    /// <summary>Whether it says that there is none: "no agreement", "neither side".</summary>
    public bool IsDenied => Tokens[Start].Lower is "no" or "neither";

    public bool IsPronoun => HeadToken.Tag == Tag.Pronoun && End - Start == 1;

    public int TextStart => Tokens[Start].Start;

    public int TextEnd => Tokens[End - 1].End;

    public IEnumerable<Token> Words()
    {
        for (var i = Start; i < End; i++)
            yield return Tokens[i];
    }

    /// <summary>Whether a word before the head (or the head) has one of these lemmas.</summary>
    public bool Has(Func<Token, bool> test)
    {
        for (var i = Start; i < End; i++)
            if (test(Tokens[i]))
                return true;
        return false;
    }

    public IReadOnlyList<NounPhrase> After(string preposition)
    {
        foreach (var phrase in Phrases)
            if (phrase.Preposition == preposition)
                return phrase.Phrases;
        return [];
    }

    public override string ToString() => string.Join(' ', Words().Select(t => t.Text));
}

/// <summary>A preposition and the noun phrases it governs.</summary>
sealed record PrepositionalPhrase(string Preposition, List<NounPhrase> Phrases, int Chunk);
