namespace Briefings.Extraction;

/// <summary>A sentence read: its chunks, the predicates with their arguments, and the noun phrases.</summary>
sealed class Clauses
{
    public required Token[] Tokens { get; init; }

    public required List<Chunk> Chunks { get; init; }

    public List<Predicate> Predicates { get; } = [];

    public List<NounPhrase> Nouns { get; } = [];

    /// <summary>"plans to remove troops": the infinitive that says what the noun is about.</summary>
    public Dictionary<NounPhrase, Predicate> Purposes { get; } = [];

    /// <summary>The predicate a noun phrase is the object or subject of, nearest first.</summary>
    public Predicate? GovernorOf(NounPhrase noun)
    {
        foreach (var predicate in Predicates)
            if (predicate.Object.Contains(noun))
                return predicate;
        return null;
    }
}
