namespace Briefings.Extraction;

enum ComplementKind : byte
{
    None,
    Infinitive,
    Clause,
    Gerund,
}

/// <summary>A verb with its group and what surrounds it: who, whom, with which prepositions, and what it introduces.</summary>
sealed class Predicate(Token[] tokens, int start, int end, int main)
{
    public Token[] Tokens { get; } = tokens;

    /// <summary>First token of the verb group, auxiliaries included.</summary>
    public int Start { get; } = start;

    public int End { get; } = end;

    public int Main { get; } = main;

    /// <summary>Base form of the verb; "be" for a copula.</summary>
    public required string Lemma { get; init; }

    /// <summary>"willing" in "is willing to"; <c>null</c> unless the verb is a copula.</summary>
    public string? Adjective { get; set; }

    /// <summary>"off" in "called off".</summary>
    public string? Particle { get; set; }

    public string? Modal { get; init; }

    public bool Negated { get; set; }

    public bool Passive { get; set; }

    public bool Perfect { get; init; }

    public bool Progressive { get; init; }

    public bool Past { get; init; }

    public bool Infinitive { get; set; }

    public bool Gerund { get; init; }

    /// <summary>A bare participle: "barbs exchanged by both".</summary>
    public bool Bare { get; set; }

    public bool Finite => !Infinitive && !Gerund && !Bare;

    /// <summary>Index among the chunks of its sentence.</summary>
    public int Chunk { get; set; }

    public List<NounPhrase> Subject { get; set; } = [];

    public List<NounPhrase> Object { get; } = [];

    /// <summary>"Tanzania" in "give Tanzania a grant".</summary>
    public List<NounPhrase> Recipient { get; set; } = [];

    public List<PrepositionalPhrase> Phrases { get; } = [];

    public Predicate? Complement { get; set; }

    public ComplementKind ComplementKind { get; set; }

    /// <summary>The predicate it is a complement of.</summary>
    public Predicate? Parent { get; set; }

    /// <summary>The predicate it is coordinated with: "arrested and deported".</summary>
    public Predicate? Sibling { get; set; }

    public bool Relative { get; set; }

    /// <summary>"if" or "unless" in front of its clause.</summary>
    public bool Conditional { get; set; }

    /// <summary>"when they meet" beside a future main clause.</summary>
    public bool InFuture { get; set; }

    /// <summary>The one object that a match looks at, when a verb has several; <c>null</c> for all.</summary>
    public NounPhrase? Focus { get; set; }

    /// <summary>The subordinating word that opens its clause, such as "after".</summary>
    public string? Subordinator { get; set; }

    public IReadOnlyList<NounPhrase> After(string preposition)
    {
        foreach (var phrase in Phrases)
            if (phrase.Preposition == preposition)
                return phrase.Phrases;
        return [];
    }

    public override string ToString() =>
        $"{(Negated ? "not " : "")}{Modal}{(Passive ? " passive" : "")} {Lemma}{(Particle is null ? "" : "_" + Particle)}{(Adjective is null ? "" : "_" + Adjective)} "
        + $"S[{string.Join(" + ", Subject)}] O[{string.Join(" + ", Object)}] R[{string.Join(" + ", Recipient)}] {string.Join(' ', Phrases.Select(p => $"{p.Preposition}({string.Join(" + ", p.Phrases)})"))}"
        + (Complement is null ? "" : $" {ComplementKind}→{Complement.Lemma}");
}
