namespace Briefings.Extraction;

/// <summary>What an event is about, in the article's words.</summary>
static class Topics
{
    /// <summary>A phrase, or a list of them, with what follows by prepositions; without a leading possessive.</summary>
    public static string Text(Clauses clauses, IReadOnlyList<NounPhrase> nouns, string article, bool own)
    {
        var first = nouns[0];
        var start = first.Start;
        while (start < first.Head && first.Tokens[start].Tag is Tag.Possessive)
            start++;
        var end = own ? first.Phrases is [{ Preposition: "of" } of, ..] ? of.Phrases[^1].End : first.End : Extents.End(clauses, nouns[^1]);
        return article[clauses.Tokens[start].Start..clauses.Tokens[end - 1].End];
    }

    public static string Text(NounPhrase noun)
    {
        var start = noun.Start;
        while (start < noun.Head && noun.Tokens[start].Tag is Tag.Determiner or Tag.Possessive)
            start++;
        return Spans.Text(noun.Tokens, start, noun.End);
    }
}
