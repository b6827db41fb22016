namespace Briefings.Extraction;

/// <summary>How far a predicate's own words reach.</summary>
static class Extents
{
    /// <summary>Index behind the last token that belongs to a predicate.</summary>
    public static int End(Clauses clauses, Predicate predicate, int depth = 0)
    {
        var end = predicate.End;
        foreach (var noun in predicate.Object.Concat(predicate.Recipient))
            end = Math.Max(end, End(clauses, noun));
        foreach (var phrase in predicate.Phrases)
            foreach (var noun in phrase.Phrases)
                end = Math.Max(end, End(clauses, noun));
        if (predicate.Adjective is not null || predicate.Particle is not null)
            end = Math.Max(end, AfterWord(clauses, predicate));
        if (predicate.Complement is { } complement && depth < 4 && complement.Start >= predicate.Start)
            end = Math.Max(end, End(clauses, complement, depth + 1));
        foreach (var noun in predicate.Object)
            if (clauses.Purposes.TryGetValue(noun, out var purpose) && depth < 4 && purpose.Start >= predicate.Start)
                end = Math.Max(end, End(clauses, purpose, depth + 1));
        return end;
    }

    public static int End(Clauses clauses, NounPhrase noun)
    {
        var end = noun.End;
        foreach (var phrase in noun.Phrases)
            foreach (var inner in phrase.Phrases)
                if (inner.End > end && inner.Start >= noun.Start)
                    end = inner.End;
        // Times between phrases belong to them.
        while (end < clauses.Tokens.Length && clauses.Tokens[end].Tag == Tag.Close)
            end++;
        return end;
    }

    public static int Start(Predicate predicate) => predicate.Subject is [var first, ..] && first.Start < predicate.Start ? first.Start : predicate.Start;

    static int AfterWord(Clauses clauses, Predicate predicate)
    {
        for (var i = predicate.End; i < Math.Min(predicate.End + 4, clauses.Tokens.Length); i++)
            if (clauses.Tokens[i].Lower == (predicate.Adjective ?? predicate.Particle))
                return i + 1;
        return predicate.End;
    }
}
