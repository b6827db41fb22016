namespace Briefings.Extraction;

/// <summary>Takes parentheses out of the way: an acronym goes to the phrase before it, anything else is left out of the reading.</summary>
static class Parentheses
{
    const int Longest = 14;

    public static List<Chunk> Fold(List<Chunk> chunks)
    {
        if (!chunks.Exists(c => c.Is(Tag.Open)))
            return Conjunctions(chunks);
        var folded = new List<Chunk>(chunks.Count);
        for (var i = 0; i < chunks.Count; i++)
        {
            if (!chunks[i].Is(Tag.Open) || chunks[i].First.Text == "{")
            {
                if (!(chunks[i].Is(Tag.Open) || chunks[i].Is(Tag.Close)))
                    folded.Add(chunks[i]);
                continue;
            }
            var close = i + 1;
            while (close < chunks.Count && close - i < Longest && !chunks[close].Is(Tag.Close))
                close++;
            if (close >= chunks.Count || !chunks[close].Is(Tag.Close))
                continue;
            if (close == i + 2 && chunks[i + 1].Noun is { } inner && folded.Count > 0 && folded[^1].Noun is { } before)
            {
                before.Acronym = inner.ToString();
                if (close + 1 < chunks.Count && chunks[close + 1].Noun is { } rest && rest.HeadToken.Tag == Tag.Noun && !rest.IsTime && rest.Tokens[rest.Start].Tag is Tag.Noun or Tag.Adjective)
                {
                    // "Immigration and Customs Enforcement (ICE) agents" is one phrase.
                    folded[^1] = new Chunk(before.Start, rest.End, before.Tokens[before.Start]) { Noun = new NounPhrase(before.Tokens, before.Start, rest.End, rest.Head) { Owner = before.Owner } };
                    close++;
                }
            }
            i = close;
        }
        return Conjunctions(folded);
    }

    /// <summary>"as well as" is one conjunction, "out of" one preposition.</summary>
    static List<Chunk> Conjunctions(List<Chunk> chunks)
    {
        for (var i = 0; i + 1 < chunks.Count; i++)
            if (chunks[i].Noun is null && chunks[i].Verb is null && (chunks[i].First.Lower is "out" or "regardless" or "because" or "instead" or "ahead" or "outside" or "inside" && chunks[i + 1].First.Lower == "of" || chunks[i].First.Lower is "according" or "due" or "prior" or "thanks" or "owing" && chunks[i + 1].First.Lower == "to"))
            {
                chunks[i].First.Tag = Tag.Preposition;
                chunks.RemoveAt(i + 1);
            }
        for (var i = 0; i + 1 < chunks.Count; i++)
            if (chunks[i].First.Lower == "but" && chunks[i + 1].First.Lower == "also")
            {
                chunks[i + 1].First.Tag = Tag.Conjunction;
                chunks.RemoveAt(i);
            }
        for (var i = 0; i + 2 < chunks.Count; i++)
            if (chunks[i].First.Lower == "as" && chunks[i + 1].First.Lower == "well" && chunks[i + 2].First.Lower == "as")
            {
                chunks[i].First.Tag = Tag.Conjunction;
                chunks.RemoveRange(i + 1, 2);
            }
        return chunks;
    }
}
