using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Links infinitives, gerunds and clauses with the verb or noun that introduces them, and says who does them.</summary>
static class Complements
{
    /// <summary>Verbs whose object, not subject, does what the infinitive says.</summary>
    static readonly FrozenSet<string> ObjectControl = new[]
    {
        "urge", "ask", "order", "tell", "force", "want", "persuade", "invite", "encourage", "allow", "help", "require", "request", "instruct", "direct", "call", "press", "push", "beg",
        "implore", "exhort", "compel", "advise", "warn", "enable", "permit", "appeal", "command", "remind", "summon", "pressure", "expect", "accuse", "prevent", "deploy", "send",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static void Link(Clauses clauses)
    {
        var chunks = clauses.Chunks;
        foreach (var predicate in clauses.Predicates)
        {
            if (predicate.Infinitive && predicate.Sibling is null)
                Infinitive(clauses, chunks, predicate);
            else if (predicate.Gerund)
                Gerund(clauses, chunks, predicate);
            else if (predicate.Bare)
                Participle(chunks, predicate);
            else if (predicate.Finite)
                Clause(chunks, predicate);
        }
        var future = clauses.Predicates.Exists(p => p.Modal is "will" or "shall" && p.Subordinator is null);
        foreach (var predicate in clauses.Predicates)
            predicate.InFuture = future && predicate.Subordinator is "when" or "once" or "before" or "until" && !predicate.Past && predicate.Modal is null;
        foreach (var predicate in clauses.Predicates)
            if (predicate.Sibling is { } sibling && predicate.Subject.Count == 0)
            {
                predicate.Subject = sibling.Subject;
                predicate.Parent ??= sibling.Parent;
            }
    }

    static void Infinitive(Clauses clauses, List<Chunk> chunks, Predicate predicate)
    {
        var k = predicate.Chunk - 1;
        if (k >= 0 && chunks[k].Is(Tag.Conjunction) && PreviousInfinitive(clauses, predicate) is { } sibling)
        {
            predicate.Sibling = sibling;
            predicate.Subject = sibling.Subject;
            predicate.Parent = sibling.Parent;
            return;
        }
        for (var steps = 0; k >= 0 && steps < 10; k--, steps++)
        {
            if (chunks[k].Verb is { } verb)
            {
                if ((verb.Bare || verb.Gerund && k > 0 && chunks[k - 1].Noun is not null) && steps > 1)
                    continue;
                if (verb.Complement is null)
                    (verb.Complement, verb.ComplementKind) = (predicate, ComplementKind.Infinitive);
                predicate.Parent = verb;
                predicate.Subject = verb.Passive ? verb.Subject
                    : ObjectControl.Contains(verb.Lemma) && (verb.Object.Count > 0 ? verb.Object : verb.After("on") is { Count: > 0 } on ? [.. on] : verb.After("for") is { Count: > 0 } f ? [.. f] : null) is { } controlled ? controlled
                    : verb.Subject;
                if (k + 1 < predicate.Chunk && chunks[predicate.Chunk - 1].Noun is { } between)
                    clauses.Purposes.TryAdd(between, predicate);
                return;
            }
            if (chunks[k].Is(Tag.Comma) && steps == 0 || chunks[k].Is(Tag.Dash) || chunks[k].Is(Tag.Stop) || chunks[k].Is(Tag.Relative))
                break;
        }
        if (predicate.Chunk > 0 && chunks[predicate.Chunk - 1].Noun is { } noun)
            clauses.Purposes.TryAdd(noun, predicate);
    }

    static Predicate? PreviousInfinitive(Clauses clauses, Predicate predicate)
    {
        for (var i = clauses.Predicates.IndexOf(predicate) - 1; i >= 0; i--)
            if (clauses.Predicates[i].Infinitive)
                return clauses.Predicates[i];
        return null;
    }

    static void Gerund(Clauses clauses, List<Chunk> chunks, Predicate predicate)
    {
        var k = predicate.Chunk - 1;
        while (k >= 0 && chunks[k].Is(Tag.Adverb))
            k--;
        if (k >= 0 && chunks[k].Noun is { IsTime: false } noun)
        {
            predicate.Subject = [noun];
            predicate.Bare = true;
            return;
        }
        var governed = k >= 0 && PhraseAttachment.Preposition(chunks, k) is not null;
        var earlier = clauses.Predicates.FindLast(p => p.Chunk < predicate.Chunk && (p.Finite && !p.Relative || governed || p.Infinitive && p.Chunk == k));
        if (k >= 0 && (chunks[k].Is(Tag.Conjunction)) && clauses.Predicates.FindLast(p => p.Chunk < predicate.Chunk && p.Gerund) is { } sibling)
        {
            predicate.Sibling = sibling;
            predicate.Subject = sibling.Subject;
            predicate.Parent = sibling.Parent;
            return;
        }
        if (earlier is null)
            return;
        if (governed || k == earlier.Chunk)
        {
            if (earlier.Complement is null)
                (earlier.Complement, earlier.ComplementKind) = (predicate, ComplementKind.Gerund);
            predicate.Parent = earlier;
            predicate.Subject = governed && earlier.Object.Count > 0 && chunks[k].First.Lower is "of" or "from" or "for" ? earlier.Object : earlier.Subject;
            return;
        }
        predicate.Subject = earlier.Passive && earlier.After("by") is { Count: > 0 } agent ? [.. agent] : earlier.Subject;
    }

    /// <summary>"accusations made by X": the noun before is what it is done to, and the phrases behind it are the noun's too.</summary>
    static void Participle(List<Chunk> chunks, Predicate predicate)
    {
        var k = predicate.Chunk - 1;
        while (k >= 0 && (chunks[k].Is(Tag.Adverb) || chunks[k].Is(Tag.Comma)))
            k--;
        if (k < 0 || chunks[k].Noun is not { } noun)
            return;
        predicate.Subject = [noun];
        noun.Phrases.AddRange(predicate.Phrases);
    }

    static void Clause(List<Chunk> chunks, Predicate predicate)
    {
        if (predicate.Relative || predicate.Sibling is not null)
            return;
        var k = (predicate.Subject.Count > 0 && predicate.Subject[0].Chunk < predicate.Chunk ? predicate.Subject[0].Chunk : predicate.Chunk) - 1;
        var that = false;
        while (k >= 0 && (chunks[k].Is(Tag.Adverb) || chunks[k].Is(Tag.Quote) || chunks[k].Is(Tag.Relative) && chunks[k].First.Lower == "that" || chunks[k].Noun is { IsTime: true } || chunks[k].Is(Tag.Comma) && (that || Quoted(chunks, k))
            || PhraseAttachment.Preposition(chunks, k) is not null && chunks[k + 1].Noun is { IsTime: true }))
        {
            that |= chunks[k].Is(Tag.Relative);
            k--;
        }
        if (!that && k > 1 && chunks[k].Is(Tag.Comma) && AfterIntroduction(chunks, k) is { } opening)
            (k, that) = (opening, true);
        if (k >= 0 && that && chunks[k].Noun is not null)
            while (k >= 0 && chunks[k].Verb is null && (chunks[k].Noun is not null || PhraseAttachment.Preposition(chunks, k) is not null))
                k--;
        if (k < 0 || chunks[k].Verb is not { Complement: null } parent || !that && !Reporting.IsVerb(parent.Lemma))
            return;
        (parent.Complement, parent.ComplementKind) = (predicate, ComplementKind.Clause);
        predicate.Parent = parent;
    }

    /// <summary>"said that, after the vote, X left": the chunk before "that", when only a prepositional phrase stands between.</summary>
    static int? AfterIntroduction(List<Chunk> chunks, int comma)
    {
        var k = comma - 1;
        while (k > 0 && (chunks[k].Noun is not null || PhraseAttachment.Preposition(chunks, k) is not null || chunks[k].Is(Tag.Comma)))
            k--;
        return k > 0 && chunks[k].Is(Tag.Relative) && chunks[k].First.Lower == "that" ? k - 1 : null;
    }

    static bool Quoted(List<Chunk> chunks, int comma) => comma + 1 < chunks.Count && chunks[comma + 1].Is(Tag.Quote);
}
