namespace Briefings.Extraction;

/// <summary>Finds who does what a finite verb says.</summary>
static class Subjects
{
    public static void Find(Clauses clauses)
    {
        foreach (var predicate in clauses.Predicates)
            if (predicate.Finite)
                Find(clauses, predicate);
    }

    static void Find(Clauses clauses, Predicate predicate)
    {
        var chunks = clauses.Chunks;
        var k = predicate.Chunk - 1;
        while (k >= 0 && (chunks[k].Is(Tag.Adverb) || chunks[k].Is(Tag.Quote) || chunks[k].Is(Tag.Determiner) || chunks[k].Noun is { IsTime: true, Governor: null }))
            k--;
        if (k < 0)
            return;
        if (chunks[k].Is(Tag.Conjunction))
        {
            Share(clauses, predicate, k);
            return;
        }
        if (chunks[k].Is(Tag.Relative))
        {
            predicate.Relative = Antecedent(chunks, k) is not null;
            predicate.Subject = Antecedent(chunks, k) is { } antecedent ? [antecedent] : [];
            return;
        }
        predicate.Subject = Left(chunks, predicate, k);
        if (predicate.Subject is [{ IsDenied: true }, ..])
            predicate.Negated = true;
    }

    /// <summary>"A arrested B and deported C": the second verb has the first one's subject.</summary>
    static void Share(Clauses clauses, Predicate predicate, int conjunction)
    {
        for (var i = clauses.Predicates.IndexOf(predicate) - 1; i >= 0; i--)
        {
            var earlier = clauses.Predicates[i];
            if (!earlier.Finite && !(predicate.Tokens[predicate.Main].Form.HasFlag(VerbForm.Base) && earlier.Infinitive && predicate.Start == predicate.Main))
                continue;
            predicate.Sibling = earlier;
            predicate.Subject = earlier.Subject;
            predicate.Relative = earlier.Relative;
            predicate.Infinitive = earlier.Infinitive;
            if (predicate.Start == predicate.Main && earlier.Passive && (predicate.Tokens[predicate.Main].Form & VerbForm.Participle) != 0 && !HasObject(clauses.Chunks, predicate.Chunk))
                predicate.Passive = true;
            return;
        }
    }

    static bool HasObject(List<Chunk> chunks, int at) => at + 1 < chunks.Count && chunks[at + 1].Noun is { IsTime: false };

    static NounPhrase? Antecedent(List<Chunk> chunks, int relative)
    {
        var k = relative - 1;
        while (k >= 0 && (chunks[k].Is(Tag.Comma) || chunks[k].Is(Tag.Preposition) || chunks[k].Noun is { IsTime: true }))
            k--;
        return k >= 0 ? chunks[k].Noun : null;
    }

    static List<NounPhrase> Left(List<Chunk> chunks, Predicate predicate, int from)
    {
        var first = from + 1;
        Predicate? stop = null;
        var closed = chunks[from].Is(Tag.Comma);
        var begin = from;
        if (closed && RelativeOpening(chunks, from) is { } opening)
            first = begin = opening;
        for (var k = begin; k >= 0; k--)
        {
            var chunk = chunks[k];
            if (chunk.Is(Tag.Dash) || chunk.Is(Tag.Stop) || chunk.Is(Tag.Subordinator) && PhraseAttachment.Preposition(chunks, k) is null)
            {
                if (chunk.Is(Tag.Subordinator))
                {
                    predicate.Subordinator = chunk.First.Lower;
                    predicate.Conditional = chunk.First.Lower is "if" or "unless" or "whether";
                }
                break;
            }
            if (chunk.Is(Tag.Relative))
            {
                // "that" after a verb opens a clause; after a noun it opens a relative one.
                predicate.Relative = k > 0 && (chunks[k - 1].Noun is not null || chunks[k - 1].Is(Tag.Comma) && chunk.First.Lower != "that") && !Reporting.Precedes(chunks, k);
                break;
            }
            if (chunk.Is(Tag.Conjunction) && chunk.First.Lower is "but" or "yet")
                break;
            if (chunk.Verb is { } verb)
            {
                if ((verb.Relative || verb.Bare || verb.Infinitive && k > 0 && chunks[k - 1].Noun is not null && !AfterFinite(chunks, k)) && !(Reporting.IsVerb(verb.Lemma) && !verb.Bare) && !CommaThenNoun(chunks, k, from))
                {
                    k = Opening(chunks, k);
                    first = k;
                    closed = true;
                    continue;
                }
                if (verb.Gerund && k > 0 && chunks[k - 1].Noun is { IsTime: false } && !AfterFinite(chunks, k))
                {
                    first = k;
                    closed = true;
                    continue;
                }
                if (verb.Gerund && closed && k > 0 && chunks[k - 1].Is(Tag.Comma))
                {
                    first = k;
                    continue;
                }
                stop = verb;
                break;
            }
            first = k;
        }
        return Choose(chunks, first, begin, stop);
    }

    /// <summary>The chunk in front of ", which …," when a clause of that kind ends at a comma.</summary>
    static int? RelativeOpening(List<Chunk> chunks, int comma)
    {
        for (var k = comma - 1; k > 0; k--)
        {
            if (chunks[k].Is(Tag.Stop) || chunks[k].Is(Tag.Dash))
                return null;
            if (chunks[k].Is(Tag.Relative) && chunks[k].First.Lower is "who" or "which" or "whom" && chunks[k - 1].Is(Tag.Comma) && k >= 2)
                return k - 2;
        }
        return null;
    }

    static bool AfterFinite(List<Chunk> chunks, int infinitive)
    {
        for (var k = infinitive - 1; k >= 0; k--)
        {
            if (chunks[k].Verb is { Finite: true })
                return true;
            if (chunks[k].Is(Tag.Subordinator) || chunks[k].Is(Tag.Dash) || chunks[k].Is(Tag.Relative))
                return false;
        }
        return false;
    }

    static bool CommaThenNoun(List<Chunk> chunks, int verb, int from)
    {
        for (var k = from - 1; k > verb; k--)
            if (chunks[k].Is(Tag.Comma))
                return k + 1 <= from && chunks[k + 1].Noun is { Governor: null } && !chunks[from].Is(Tag.Comma);
        return false;
    }

    /// <summary>The chunk in front of the clause that contains a verb: its relative pronoun, comma or itself.</summary>
    static int Opening(List<Chunk> chunks, int verb)
    {
        var k = verb;
        while (k > 0 && !chunks[k].Is(Tag.Relative) && chunks[verb].Verb!.Relative)
            k--;
        while (k > 0 && (chunks[k - 1].Is(Tag.Comma) || chunks[k - 1].Is(Tag.Adverb)))
            k--;
        return k;
    }

    static List<NounPhrase> Choose(List<Chunk> chunks, int first, int from, Predicate? stop)
    {
        var begin = first;
        if (stop is not null)
        {
            var end = chunks[from].Is(Tag.Comma) ? from - 1 : from;
            for (var k = end; k >= first; k--)
                if (chunks[k].Is(Tag.Comma) && k < end && !InList(chunks, first, k) || chunks[k].Is(Tag.Conjunction) && !Reporting.IsVerb(stop.Lemma) && k < from && HasFree(chunks, k + 1, from))
                {
                    begin = k + 1;
                    break;
                }
        }
        for (var k = begin; k <= from && k >= 0 && k < chunks.Count; k++)
            if (chunks[k].Noun is { IsTime: false, Governor: null })
                return Lists.Read(chunks, k, out _);
        return [];
    }

    static bool InList(List<Chunk> chunks, int first, int comma)
    {
        for (var k = first; k < comma; k++)
            if (chunks[k].Noun is { Governor: null })
            {
                Lists.Read(chunks, k, out var next);
                return next > comma;
            }
        return false;
    }

    static bool HasFree(List<Chunk> chunks, int first, int last)
    {
        for (var k = first; k <= last; k++)
            if (chunks[k].Noun is { Governor: null, IsTime: false })
                return true;
        return false;
    }
}
