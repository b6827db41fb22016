using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Finds what stands behind a verb: particle, adjective, objects and prepositional phrases.</summary>
static class Objects
{
    static readonly FrozenSet<string> Phrasal = new[]
    {
        "call off", "carry out", "break off", "hand over", "pull out", "set up", "give up", "take over", "back down", "lay down", "step down", "shut down", "shoot down",
        "turn down", "blow up", "crack down", "round up", "cut off", "drive out", "force out", "rule out", "send back", "hold back", "speed up", "push back", "break down",
        "break up", "break out", "bring down", "play down", "kick out", "throw out", "walk out", "point out", "wipe out", "drop out", "pull back", "hit back", "fight back",
        "close down", "strike down", "hand back", "give back", "hand down", "burn down", "step up", "beef up", "scale back", "roll back", "cut back", "set off", "go off", "stand down",
        "hold up", "give in", "turn back", "turn over", "move in", "go ahead", "lash out", "speak out", "stand up", "shoot at", "back out", "call up", "rise up", "gun down", "mow down",
    }.ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> Ditransitive = new[] { "give", "grant", "offer", "send", "provide", "lend", "hand", "pay", "promise", "deny", "award", "show", "sell", "supply", "allow", "tell", "teach", "ask", "loan", "guarantee", "assure" }.ToFrozenSet(StringComparer.Ordinal);

    public static void Find(Clauses clauses)
    {
        var subjects = new HashSet<NounPhrase>();
        foreach (var predicate in clauses.Predicates)
            if (predicate.Sibling is null)
                subjects.UnionWith(predicate.Subject);
        foreach (var predicate in clauses.Predicates)
            Read(clauses.Chunks, predicate, subjects);
    }

    static void Read(List<Chunk> chunks, Predicate predicate, HashSet<NounPhrase> subjects)
    {
        var k = predicate.Chunk + 1;
        while (k < chunks.Count && (chunks[k].Is(Tag.Adverb) || chunks[k].Is(Tag.Not) || chunks[k].Is(Tag.Quote)))
            k++;
        if (k < chunks.Count && (chunks[k].Is(Tag.Preposition) || chunks[k].Is(Tag.Adverb)) && Phrasal.Contains($"{predicate.Lemma} {chunks[k].First.Lower}"))
            predicate.Particle = chunks[k++].First.Lower;
        if (predicate.Lemma is "be" or "sound" or "look" or "seem" or "appear" or "feel" or "remain" or "become" or "stay" or "prove" or "turn")
            k = Adjective(chunks, predicate, k);
        k = Direct(chunks, predicate, subjects, k);
        Prepositional(chunks, predicate, subjects, k);
    }

    static int Adjective(List<Chunk> chunks, Predicate predicate, int k)
    {
        if (k >= chunks.Count)
            return k;
        if (chunks[k].Is(Tag.Adjective) || chunks[k].First.Lower is "about" && k + 1 < chunks.Count && chunks[k + 1].Verb is { Infinitive: true })
        {
            predicate.Adjective = chunks[k].First.Lower;
            return k + 1;
        }
        return k;
    }

    static int Direct(List<Chunk> chunks, Predicate predicate, HashSet<NounPhrase> subjects, int k)
    {
        while (k < chunks.Count && (chunks[k].Noun is { IsTime: true, Governor: null } || chunks[k].Is(Tag.Adverb) || chunks[k].Is(Tag.Quote)))
            k++;
        if (k < chunks.Count && predicate.Particle is not null && chunks[k].Noun is { } particled && particled.Governor == predicate.Particle)
            particled.Governor = null;
        if (k >= chunks.Count || chunks[k].Noun is not { Governor: null } noun || subjects.Contains(noun) && !predicate.Bare && OwnClause(chunks, k))
            return k;
        var list = Lists.Read(chunks, k, out var next);
        if (next < chunks.Count && chunks[next].Noun is { IsTime: false, Governor: null } && Ditransitive.Contains(predicate.Lemma))
        {
            predicate.Recipient = list;
            list = Lists.Read(chunks, next, out next);
        }
        predicate.Object.AddRange(list);
        if (list[0].IsDenied)
            predicate.Negated = true;
        if (next < chunks.Count && chunks[next].Is(Tag.Preposition) && Phrasal.Contains($"{predicate.Lemma} {chunks[next].First.Lower}") && (next + 1 >= chunks.Count || chunks[next + 1].Noun is null))
            predicate.Particle = chunks[next++].First.Lower;
        return next;
    }

    /// <summary>Whether the phrase at a chunk has a finite verb of its own behind it.</summary>
    static bool OwnClause(List<Chunk> chunks, int at)
    {
        for (var k = at + 1; k < chunks.Count; k++)
        {
            if (chunks[k].Verb is { Finite: true })
                return true;
            if (chunks[k].Is(Tag.Stop) || chunks[k].Is(Tag.Dash))
                return false;
        }
        return false;
    }

    static void Prepositional(List<Chunk> chunks, Predicate predicate, HashSet<NounPhrase> subjects, int k)
    {
        while (k < chunks.Count && predicate.Phrases.Count < 8)
        {
            var chunk = chunks[k];
            if (chunk.Noun is { IsTime: true } || chunk.Is(Tag.Adverb) || chunk.Is(Tag.Quote) || chunk.Is(Tag.Adjective))
            {
                k++;
                continue;
            }
            if (chunk.Is(Tag.Conjunction) && k + 1 < chunks.Count && PhraseAttachment.Preposition(chunks, k + 1) is { } again && predicate.Phrases.Exists(p => p.Preposition == again))
            {
                k++;
                continue;
            }
            if (chunk.Is(Tag.Comma))
            {
                if (k + 1 < chunks.Count && (PhraseAttachment.Preposition(chunks, k + 1) is not null || chunks[k + 1].Is(Tag.Adverb) || chunks[k + 1].Noun is { IsTime: true }))
                {
                    k++;
                    continue;
                }
                // An apposition between commas is stepped over.
                if (k + 3 < chunks.Count && chunks[k + 1].Noun is { } apposition && !subjects.Contains(apposition) && chunks[k + 2].Is(Tag.Comma) && PhraseAttachment.Preposition(chunks, k + 3) is not null)
                {
                    k += 3;
                    continue;
                }
                return;
            }
            if (PhraseAttachment.Preposition(chunks, k) is not { } preposition || k + 1 >= chunks.Count)
                return;
            if (chunks[k + 1].Noun is not { } governed)
                return;
            _ = governed;
            var list = Lists.Read(chunks, k + 1, out var next);
            predicate.Phrases.Add(new PrepositionalPhrase(preposition, list, k));
            k = next;
        }
    }
}
