namespace Briefings.Extraction;

enum MentionKind : byte
{
    Thing,
    Person,
    Country,
    People,
    Organisation,
    Group,
}

/// <summary>An actor as one noun phrase names it.</summary>
/// <param name="Kind">Whether it can be "he", "they" or "it" further on.</param>
sealed record Mention(Actor Actor, MentionKind Kind, NounPhrase Phrase)
{
    public bool IsActor => Kind != MentionKind.Thing;
}
