namespace Briefings.Extraction;

/// <summary>A pattern that fits at a verb, noun or adjective, with everything its parts are read from.</summary>
sealed class Match(Pattern pattern, Predicate? predicate, NounPhrase? noun)
{
    public Pattern Pattern { get; } = pattern;

    public Frame Frame => Pattern.Frame;

    /// <summary>The triggering verb, or the verb that governs the triggering noun.</summary>
    public Predicate? Predicate { get; } = predicate;

    /// <summary>The triggering noun; <c>null</c> for a verb.</summary>
    public NounPhrase? Noun { get; } = noun;

    /// <summary>The one object this match is about; <c>null</c> for all of them.</summary>
    public NounPhrase? Focus { get; } = predicate?.Focus;

    public int Trigger => Noun?.Head ?? Predicate!.Main;

    /// <summary>Nouns whose meaning went into this match, so that they start no event of the same kind.</summary>
    public List<NounPhrase> Consumed { get; } = [];

    public List<Predicate> ConsumedPredicates { get; } = [];
}
