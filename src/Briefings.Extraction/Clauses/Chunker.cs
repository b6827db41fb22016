namespace Briefings.Extraction;

/// <summary>Cuts tagged tokens into noun phrases, verb groups and small words, in one pass.</summary>
static class Chunker
{
    public static List<Chunk> Chunk(Token[] tokens)
    {
        var chunks = new List<Chunk>(tokens.Length);
        var i = 0;
        while (i < tokens.Length)
        {
            var chunk = VerbGroups.TryRead(tokens, i) ?? TryNoun(tokens, i) ?? new Chunk(i, i + 1, tokens[i]);
            if (chunk.Noun is { } noun)
                noun.Chunk = chunks.Count;
            if (chunk.Verb is { } verb)
                verb.Chunk = chunks.Count;
            chunks.Add(chunk);
            i = chunk.End;
        }
        return chunks;
    }

    static Chunk? TryNoun(Token[] tokens, int start)
    {
        if (tokens[start].Tag == Tag.Pronoun)
            return new Chunk(start, start + 1, tokens[start]) { Noun = new NounPhrase(tokens, start, start + 1, start) };
        var end = start;
        var head = -1;
        NounPhrase? owner = null;
        while (end < tokens.Length)
        {
            var token = tokens[end];
            if (token.Tag == Tag.Genitive && head >= 0)
            {
                owner = new NounPhrase(tokens, owner is null ? start : owner.Start, end, head) { Owner = owner };
                head = -1;
                end++;
                continue;
            }
            if (!Continues(tokens, start, end, head))
                break;
            if (token.IsNominal || token.Tag is Tag.Possessive && IsAlone(tokens, end))
                head = end;
            end++;
        }
        if (head < 0 && owner is null)
            return AdjectiveAsNoun(tokens, start, end);
        if (head < 0)
            return new Chunk(start, end, tokens[start]) { Noun = owner };
        end = head + 1;
        var measured = end < tokens.Length && tokens[end].Lower == "of" && tokens[head].Tag == Tag.Noun;
        var time = !measured && (WordClasses.IsTime(tokens[head]) && !(owner is not null && !WordClasses.IsTime(owner.HeadToken)) || tokens[head].Tag == Tag.Number && start < head && WordClasses.IsTime(tokens[head - 1]));
        return new Chunk(start, end, tokens[start]) { Noun = new NounPhrase(tokens, start, end, head) { Owner = owner ?? PossessiveOwner(tokens, start, head), IsTime = time } };
    }

    /// <summary>"the wounded", "the accused", "several", "both": a phrase without a noun.</summary>
    static Chunk? AdjectiveAsNoun(Token[] tokens, int start, int end) =>
        end > start && tokens[start].Tag == Tag.Determiner && (end < tokens.Length && tokens[end].Tag is Tag.Preposition or Tag.Auxiliary or Tag.Modal or Tag.Verb or Tag.Comma or Tag.Stop || end == tokens.Length)
            ? new Chunk(start, end, tokens[start]) { Noun = new NounPhrase(tokens, start, end, end - 1) }
            : null;

    static NounPhrase? PossessiveOwner(Token[] tokens, int start, int head) =>
        tokens[start].Tag == Tag.Possessive && start < head ? new NounPhrase(tokens, start, start + 1, start) : null;

    static bool IsAlone(Token[] tokens, int i) => i + 1 >= tokens.Length || !(tokens[i + 1].IsNominal || tokens[i + 1].Tag is Tag.Adjective or Tag.Verb or Tag.Adverb);

    static bool Continues(Token[] tokens, int start, int at, int head)
    {
        var token = tokens[at];
        switch (token.Tag)
        {
            case Tag.Determiner or Tag.Possessive:
                return at == start || tokens[at - 1].Tag == Tag.Determiner && tokens[at - 1].Lower is "all" or "both" or "such" or "many" or "half";
            case Tag.Noun or Tag.Proper:
                return head < 0 || tokens[start].Tag == Tag.Determiner && WordClasses.IsTime(tokens[head]) && !WordClasses.IsTime(tokens[at]) || !TimeBreak(tokens, head, at);
            case Tag.Quote:
                return at > start && head < 0 && tokens[at - 1].Tag is Tag.Genitive or Tag.Determiner or Tag.Adjective && at + 1 < tokens.Length && tokens[at + 1].Tag is Tag.Noun or Tag.Adjective or Tag.Proper;
            case Tag.Comma:
                return at > start && head < 0 && tokens[at - 1].Tag == Tag.Adjective && at + 2 < tokens.Length && tokens[at + 1].Tag == Tag.Adjective && (tokens[at + 2].IsNominal || tokens[at + 2].Tag == Tag.Adjective);
            case Tag.Conjunction:
                return at > start && head < 0 && tokens[at - 1].Tag == Tag.Adjective && at + 2 < tokens.Length && tokens[at + 1].Tag == Tag.Adjective && (tokens[at + 2].IsNominal || tokens[at + 2].Tag == Tag.Adjective);
            case Tag.Number:
                return head < 0 || tokens[head].Tag == Tag.Number || IsMonth(tokens[head]);
            case Tag.Adjective:
                return head < 0 || at + 1 < tokens.Length && tokens[at + 1].IsNominal && !WordClasses.IsTime(token) && !WordClasses.IsTime(tokens[at + 1]);
            case Tag.Adverb:
                return head < 0 && at + 1 < tokens.Length && (at > start && tokens[at + 1].Tag is Tag.Adjective || tokens[at + 1].Tag is Tag.Number || token.Approximates && tokens[at + 1].Tag == Tag.Adverb);
            default:
                return false;
        }
    }

    /// <summary>"Israel Friday" and "Tuesday Iran" are two phrases; "January 3 talks" is one.</summary>
    static bool TimeBreak(Token[] tokens, int head, int at)
    {
        if (tokens[head].Tag == Tag.Number && WordClasses.IsTime(tokens[at]))
            return false;
        var before = WordClasses.IsTime(tokens[head]);
        var now = WordClasses.IsTime(tokens[at]) && tokens[at].Lower is not ("summer" or "spring" or "fall");
        if (now && !before)
            return tokens[at].Capital && tokens[at].Lower is not "may" || tokens[at].Lower is "day" or "today" or "yesterday";
        return before && !now && tokens[at].Tag == Tag.Proper;
    }

    static bool IsMonth(Token token) => token.Capital && WordClasses.IsTime(token) && !token.Lower.EndsWith("day", StringComparison.Ordinal);
}
