using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Finds the reported event that a definite noun such as "the attack" or "the move" takes up again.</summary>
sealed class EarlierEvents(FrameSet frames)
{
    static readonly FrozenSet<string> Moves = new[] { "move", "decision", "measure", "step", "action", "policy", "rule", "regulation", "order", "plan", "announcement", "law", "restriction", "change", "resolution" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reports further back than this are not taken up.</summary>
    const int Remembered = 60;

    public bool IsEvent(string lemma) => Moves.Contains(lemma) || frames.Nouns(lemma).Count > 0;

    /// <summary>Who did it, by the last event of the noun's kind; for a mere "move" the last event of all.</summary>
    public IReadOnlyList<Actor> SourceOf(NounPhrase noun, List<Draft> drafts) => Find(noun, drafts)?.Event.Source ?? [];

    public Draft? Find(NounPhrase noun, List<Draft> drafts)
    {
        if (drafts.Count > Remembered)
            drafts = drafts.GetRange(drafts.Count - Remembered, Remembered);
        var patterns = frames.Nouns(noun.Lemma);
        if (patterns.Count > 0 && drafts.FindLast(d => patterns.Any(p => p.Frame.Family == d.Frame.Family)) is { } same)
            return same;
        if (patterns.Count > 0 && drafts.FindLast(d => patterns.Any(p => p.Frame.Root == d.Frame.Root && p.Frame.Root is not ("CONSULT" or "STATEMENT" or "AGREE")) && d.Event.Source.Count > 0) is { } kindred)
            return kindred;
        return Moves.Contains(noun.Lemma) ? drafts.FindLast(d => d.Event.Source.Count > 0 && d.Frame.Root != "STATEMENT") : null;
    }
}
