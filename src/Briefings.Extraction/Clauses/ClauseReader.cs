namespace Briefings.Extraction;

/// <summary>Links verbs with their subjects, objects, prepositional phrases and complements; a shallow reading, linear but for short look-back.</summary>
static class ClauseReader
{
    public static Clauses Read(Token[] tokens)
    {
        var chunks = Parentheses.Fold(Chunker.Chunk(tokens));
        for (var i = 0; i < chunks.Count; i++)
        {
            if (chunks[i].Noun is { } noun)
                noun.Chunk = i;
            if (chunks[i].Verb is { } verb)
                verb.Chunk = i;
        }
        var clauses = new Clauses { Tokens = tokens, Chunks = chunks };
        foreach (var chunk in chunks)
        {
            if (chunk.Noun is not null)
                clauses.Nouns.Add(chunk.Noun);
            if (chunk.Verb is not null)
                clauses.Predicates.Add(chunk.Verb);
        }
        PhraseAttachment.Attach(clauses);
        Participles.Settle(clauses);
        Subjects.Find(clauses);
        Objects.Find(clauses);
        Complements.Link(clauses);
        return clauses;
    }
}
