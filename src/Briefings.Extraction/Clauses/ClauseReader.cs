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
        Appositions(chunks);
        Participles.Settle(clauses);
        Subjects.Find(clauses);
        Objects.Find(clauses);
        Complements.Link(clauses);
        return clauses;
    }

    /// <summary>"Ana Ruiz, the prosecutor of Lima,": what follows a name between commas says who it is.</summary>
    static void Appositions(List<Chunk> chunks)
    {
        for (var i = 0; i + 2 < chunks.Count; i++)
            if (chunks[i].Noun is { HeadToken.Tag: Tag.Proper } name && chunks[i + 1].Is(Tag.Comma) && chunks[i + 2].Noun is { } behind && Roles.SectorOf(behind, out _) is not null && behind.HeadToken.Tag != Tag.Proper | behind.Tokens[behind.Start].Tag == Tag.Determiner)
            {
                name.Appositions.Add(behind);
                if (behind.Tokens[behind.Start].Tag == Tag.Determiner && !(i + 3 < chunks.Count && chunks[i + 3].Is(Tag.Conjunction)))
                    behind.Renames = name;
            }
    }
}
