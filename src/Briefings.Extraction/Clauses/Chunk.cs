namespace Briefings.Extraction;

/// <summary>A piece of a sentence: a noun phrase, a verb with its auxiliaries, or one small word.</summary>
sealed class Chunk(int start, int end, Token first)
{
    public int Start { get; } = start;

    public int End { get; } = end;

    public Token First { get; } = first;

    public NounPhrase? Noun { get; init; }

    public Predicate? Verb { get; init; }

    public Tag Tag => Noun is not null ? Tag.Noun : Verb is not null ? Tag.Verb : First.Tag;

    public bool Is(Tag tag) => Noun is null && Verb is null && First.Tag == tag;

    public override string ToString() => Noun is not null ? $"[{Noun}]" : Verb is not null ? $"<{Verb.Lemma}>" : First.Text;
}
