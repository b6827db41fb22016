namespace Briefings.Extraction;

/// <summary>Tells "barbs exchanged by both" and "weapons seized in May were returned" from a past tense.</summary>
static class Participles
{
    public static void Settle(Clauses clauses)
    {
        var chunks = clauses.Chunks;
        foreach (var predicate in clauses.Predicates)
        {
            if (predicate.Start != predicate.Main || predicate.Infinitive || predicate.Gerund || (predicate.Tokens[predicate.Main].Form & VerbForm.Participle) == 0)
                continue;
            if (predicate.Bare || IsBare(chunks, predicate.Chunk))
                predicate.Bare = predicate.Passive = true;
        }
    }

    static bool IsBare(List<Chunk> chunks, int at)
    {
        var before = at - 1;
        while (before >= 0 && chunks[before].Is(Tag.Adverb))
            before--;
        if (before < 0)
            return at + 1 < chunks.Count && (chunks[at + 1].Is(Tag.Preposition) || chunks[at + 1].Is(Tag.To));
        var by = at + 2 < chunks.Count && chunks[at + 1].First.Lower == "by" && chunks[at + 2].Noun is { IsTime: false };
        if (by && (chunks[before].Noun is not null || chunks[before].Is(Tag.Comma)))
            return true;
        if (chunks[before].Noun is null)
            return chunks[before].Is(Tag.Preposition);
        if (at + 1 < chunks.Count && chunks[at + 1].Noun is { IsTime: false })
            return false;
        return AfterFinite(chunks, before) || OwnerlessVerbFollows(chunks, at);
    }

    /// <summary>"issued warrants for people believed": after another finite verb, without conjunction or comma, a participle only says more about a noun.</summary>
    static bool AfterFinite(List<Chunk> chunks, int before)
    {
        for (var k = before; k >= 0; k--)
        {
            if (chunks[k].Verb is { } verb)
                return verb.Finite && !Reporting.IsVerb(verb.Lemma);
            if (chunks[k].Noun is null && PhraseAttachment.Preposition(chunks, k) is null && !chunks[k].Is(Tag.Adverb))
                return false;
        }
        return false;
    }

    /// <summary>Whether a finite verb follows that has no subject of its own, so that the noun before the participle must be it.</summary>
    static bool OwnerlessVerbFollows(List<Chunk> chunks, int at)
    {
        for (var k = at + 1; k < chunks.Count; k++)
        {
            if (chunks[k].Is(Tag.Comma) && at > 1 && chunks[at - 1].Noun is not null && chunks[at - 2].Is(Tag.Comma) && k + 1 < chunks.Count && chunks[k + 1].Verb is { Finite: true })
                return true;
            if (chunks[k].Is(Tag.Comma) || chunks[k].Is(Tag.Dash) || chunks[k].Is(Tag.Subordinator) || chunks[k].Is(Tag.Relative) || chunks[k].Is(Tag.Conjunction) || chunks[k].Is(Tag.Quote))
                return false;
            if (chunks[k].Noun is { Governor: null, IsTime: false })
                return false;
            if (chunks[k].Verb is { } verb && verb.Finite)
                return verb.Tokens[verb.Start].Tag is Tag.Auxiliary or Tag.Modal || (verb.Tokens[verb.Main].Form & (VerbForm.Past | VerbForm.Third)) != 0;
        }
        return false;
    }
}
