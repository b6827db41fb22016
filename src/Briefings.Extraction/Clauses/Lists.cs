namespace Briefings.Extraction;

/// <summary>Reads "A", "A and B" and "A, B and C".</summary>
static class Lists
{
    const int LongestList = 12;

    /// <summary>The phrases of the list that begins at chunk <paramref name="at"/>; <paramref name="next"/> is the chunk behind it.</summary>
    public static List<NounPhrase> Read(List<Chunk> chunks, int at, out int next)
    {
        var list = new List<NounPhrase> { chunks[at].Noun! };
        next = at + 1;
        while (list.Count < LongestList)
        {
            if (next + 2 < chunks.Count && chunks[next].Is(Tag.Adverb) && (chunks[next + 1].Is(Tag.Adverb) ? next + 2 : next + 1) is var and && IsConjunction(chunks, and) && chunks[and].First.Lower == "also")
                next = and;
            if (IsConjunction(chunks, next) && Noun(chunks, next + 1) is { } joined && !StartsClause(chunks, next + 1))
            {
                list.Add(joined);
                next += 2;
                continue;
            }
            if (IsComma(chunks, next) && IsConjunction(chunks, next + 1) && list.Count > 1 && Noun(chunks, next + 2) is { } last && !StartsClause(chunks, next + 2))
            {
                list.Add(last);
                next += 3;
                continue;
            }
            if (IsComma(chunks, next) && Noun(chunks, next + 1) is { } item && ReachesConjunction(chunks, next + 2, at))
            {
                list.Add(item);
                next += 2;
                continue;
            }
            break;
        }
        return list;
    }

    /// <summary>Whether the phrases that follow go on as ", C and D" rather than as an apposition.</summary>
    static bool ReachesConjunction(List<Chunk> chunks, int at, int first)
    {
        for (var k = at; k < chunks.Count && k < at + 2 * LongestList; k++)
        {
            if (IsConjunction(chunks, k))
                return Noun(chunks, k + 1) is not null && !StartsClause(chunks, k + 1) && !(first > 0 && PhraseAttachment.Preposition(chunks, first - 1) is not null && k + 2 < chunks.Count && chunks[k + 2].Verb is { Finite: true });
            if (!IsComma(chunks, k) && Noun(chunks, k) is null)
                return false;
            if (IsComma(chunks, k) && !(Noun(chunks, k + 1) is not null || IsConjunction(chunks, k + 1)))
                return false;
        }
        return false;
    }

    static bool IsComma(List<Chunk> chunks, int i) => i < chunks.Count && chunks[i].Is(Tag.Comma);

    static bool IsConjunction(List<Chunk> chunks, int i) => i < chunks.Count && chunks[i].Is(Tag.Conjunction) && chunks[i].First.Lower is not ("but" or "yet");

    static NounPhrase? Noun(List<Chunk> chunks, int i) => i < chunks.Count && chunks[i].Noun is { IsTime: false } noun ? noun : null;

    /// <summary>Whether the phrase is the subject of a verb of its own that comes while an earlier verb has its object.</summary>
    static bool StartsClause(List<Chunk> chunks, int at)
    {
        var k = at + 1;
        while (k < chunks.Count && (chunks[k].Is(Tag.Adverb) || chunks[k].Noun is { IsTime: true }))
            k++;
        if (k >= chunks.Count || chunks[k].Verb is not { Finite: true } verb || verb.Tokens[verb.Start].Tag == Tag.Verb && k + 1 < chunks.Count && chunks[k + 1].First.Lower == "by")
            return false;
        for (var b = at - 1; b >= 0; b--)
        {
            if (chunks[b].Verb is { Finite: true } earlier)
                return !Reporting.IsVerb(earlier.Lemma);
            if (chunks[b].Is(Tag.Subordinator) || chunks[b].Is(Tag.Relative) || chunks[b].Is(Tag.Dash))
                return false;
        }
        return false;
    }
}
