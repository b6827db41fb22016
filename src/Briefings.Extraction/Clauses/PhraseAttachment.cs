namespace Briefings.Extraction;

/// <summary>Gives noun phrases the prepositional phrases that follow them.</summary>
static class PhraseAttachment
{
    public static void Attach(Clauses clauses)
    {
        var chunks = clauses.Chunks;
        for (var i = 0; i < chunks.Count; i++)
        {
            if (Preposition(chunks, i) is not { } preposition || i + 1 >= chunks.Count || chunks[i + 1].Noun is null)
                continue;
            foreach (var noun in Lists.Read(chunks, i + 1, out _))
                noun.Governor = preposition;
        }
        for (var i = chunks.Count - 1; i >= 0; i--)
            if (chunks[i].Noun is { } noun)
                Follow(chunks, noun, i);
    }

    /// <summary>The preposition at a chunk. "after", "as" and the like are prepositions unless a clause follows.</summary>
    public static string? Preposition(List<Chunk> chunks, int i)
    {
        var chunk = chunks[i];
        if (chunk.Is(Tag.Preposition) || chunk.Is(Tag.To))
            return chunk.First.Lower;
        return chunk.Is(Tag.Subordinator) && chunk.First.Lower is not ("if" or "although" or "though" or "because" or "while" or "whether" or "unless" or "so") && !ClauseFollows(chunks, i + 1) ? chunk.First.Lower : null;
    }

    static bool ClauseFollows(List<Chunk> chunks, int at)
    {
        for (var k = at; k < chunks.Count; k++)
        {
            if (chunks[k].Verb is { Finite: true } verb)
                return !(k + 1 < chunks.Count && chunks[k + 1].First.Lower == "by" && verb.Start == verb.Main);
            if (chunks[k].Is(Tag.Comma) || chunks[k].Is(Tag.Dash) || chunks[k].Is(Tag.Subordinator) || chunks[k].Is(Tag.Relative) || chunks[k].Is(Tag.Stop))
                return false;
        }
        return false;
    }

    static void Follow(List<Chunk> chunks, NounPhrase noun, int at)
    {
        var k = at + 1;
        while (k + 1 < chunks.Count && noun.Phrases.Count < 6)
        {
            if (chunks[k].Noun is { IsTime: true } || chunks[k].Is(Tag.Adverb) || chunks[k].Is(Tag.Adjective) || chunks[k].Is(Tag.Comma) && chunks[k + 1].Is(Tag.Adverb) && k + 2 < chunks.Count && Preposition(chunks, k + 2) is not null
                || chunks[k].Is(Tag.Conjunction) && Preposition(chunks, k + 1) is { } again && noun.Phrases.Exists(p => p.Preposition == again))
            {
                k++;
                continue;
            }
            if (Preposition(chunks, k) is not { } preposition || chunks[k + 1].Noun is null)
                return;
            var list = Lists.Read(chunks, k + 1, out var next);
            noun.Phrases.Add(new PrepositionalPhrase(preposition, list, k));
            k = next;
        }
    }
}
