using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>
/// Finds the smallest stretch around a trigger that says no more than the sentence: it begins at the verb that everything else depends on,
/// denials, hedges and speakers included, and ends where a further clause begins. Conditions are never cut off.
/// </summary>
sealed class ClauseWindows(Clauses clauses)
{
    static readonly FrozenSet<string> Factive = new[] { "after", "as", "while", "since", "because", "although", "though", "where", "whereas", "when" }.ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenSet<string> Droppable = new[] { "after", "as", "while", "since", "although", "though", "where", "whereas", "when", "amid", "following", "because", "days", "hours", "weeks" }.ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenSet<string> Conditions = new[] { "if", "unless", "whether", "should", "provided", "without", "until", "lest", "were", "had" }.ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenSet<string> Links = new[] { "however", "meanwhile", "moreover", "also", "but", "and", "additionally", "furthermore", "still", "instead", "thus", "so", "then", "yet", "besides", "further", "nevertheless", "nonetheless", "consequently", "therefore", "indeed" }.ToFrozenSet(StringComparer.Ordinal);

    readonly Token[] _tokens = clauses.Tokens;
    readonly List<Chunk> _chunks = clauses.Chunks;

    public ClauseWindow? Around(Match match)
    {
        var trigger = match.Trigger;
        if (Top(match.Predicate is { } own ? own : Holder(trigger), trigger) is not { } verb)
            return null;
        return Of(verb, trigger);
    }

    /// <summary>Whether the event's own verb is the one its statement hangs on, or what that one plans, says or denies.</summary>
    public bool IsAbout(Match match)
    {
        if (match.Noun is not null && !(match.Predicate is { } light && Matcher.Light.Contains(light.Lemma)) || Top(match.Predicate, match.Trigger) is not { } top)
            return false;
        var own = match.Predicate;
        for (var steps = 0; own is not null && steps < 12; steps++)
        {
            if (ReferenceEquals(own, top))
                return true;
            own = own.Parent ?? own.Sibling;
        }
        return false;
    }

    ClauseWindow Of(Predicate verb, int trigger)
    {
        var orphan = verb is { Relative: false, Sibling: null, Subject.Count: 0 } && !clauses.Predicates.Exists(p => p.Finite && p.Main < verb.Main);
        var detached = !orphan && (verb.Relative || verb.Sibling is not null || verb.Subject.Count == 0 || verb.Subject[0].Start >= verb.Start);
        var skips = new List<(int, int)>();
        var from = verb.Start;
        while (from > 0 && _tokens[from - 1].Tag == Tag.Adverb && detached)
            from--;
        if (orphan)
            from = Unlinked(SentenceStart(), verb.Start);
        else if (!detached)
        {
            from = verb.Subordinator is not null && trigger >= verb.Subject[0].Start ? verb.Subject[0].Start : Opening(verb, trigger);
            Inserted(verb, trigger, skips);
        }
        else if (trigger < from)
            (from, detached) = (SentenceStart(), false);
        return new ClauseWindow(verb, from, End(verb, Needed(verb, trigger)), detached, skips);
    }

    /// <summary>The last token that the statement cannot do without: its trigger, and the verb of what is said, planned or denied.</summary>
    int Needed(Predicate verb, int trigger)
    {
        var needed = Math.Max(trigger, verb.Main);
        var last = verb;
        for (var depth = 0; last.Complement is { } complement && complement.Main > last.Main && depth < 4; depth++)
            last = complement;
        needed = Math.Max(needed, last.Main);
        for (var i = verb.End; i < Math.Min(_tokens.Length, verb.End + 6); i++)
            if (_tokens[i].Lower == "that" && Reporting.IsVerb(verb.Lemma) && clauses.Predicates.Find(p => p.Finite && p.Main > i) is { } said)
                return Math.Max(needed, said.Main);
        return needed;
    }

    /// <summary>Behind "However," and the like.</summary>
    int Unlinked(int start, int limit)
    {
        while (start < limit && (Links.Contains(_tokens[start].Lower) || _tokens[start].Tag is Tag.Comma or Tag.Conjunction))
            start++;
        return start;
    }

    /// <summary>The finite verb whose clause a trigger noun stands in.</summary>
    Predicate? Holder(int trigger) =>
        clauses.Predicates.Find(p => p.Finite && p.Subject.Exists(s => s.Start <= trigger && trigger < s.End && s.Start < p.Start))
        ?? clauses.Predicates.FindLast(p => p.Finite && p.Start < trigger) ?? clauses.Predicates.Find(p => p.Finite);

    /// <summary>The verb that the whole statement depends on.</summary>
    Predicate? Top(Predicate? predicate, int trigger)
    {
        for (var steps = 0; predicate is not null && steps < 12; steps++)
        {
            if (predicate.Parent is { } parent && !ReferenceEquals(parent, predicate))
            {
                predicate = parent;
                continue;
            }
            if (!predicate.Finite)
            {
                predicate = Before(predicate) ?? clauses.Predicates.Find(p => p.Finite && !p.Relative && !ReferenceEquals(p, predicate));
                continue;
            }
            if (predicate.Sibling is { Finite: true } sibling && !StandsAlone(predicate, sibling))
            {
                predicate = sibling;
                continue;
            }
            if (predicate.Relative ? Relative(predicate) : Subordinate(predicate) || Spoken(predicate) is not null)
            {
                var outer = Spoken(predicate) ?? Outer(predicate);
                if (outer is null)
                    return null;
                predicate = outer;
                continue;
            }
            return predicate;
        }
        _ = trigger;
        return null;
    }

    Predicate? Before(Predicate predicate) => clauses.Predicates.FindLast(p => p.Finite && p.Main < predicate.Main);

    /// <summary>Whether a relative clause must not be taken out: something around it may not be so.</summary>
    bool Relative(Predicate predicate) => predicate.Subject.Count == 0 || predicate.Subject[0].Phrases.Exists(p => p.Phrases[^1].End > predicate.Subject[0].End && p.Phrases[^1].End <= predicate.Start && p.Phrases[^1].End < predicate.Start - 3) || predicate.Subject[0].IsPronoun || Doubtful(predicate);

    bool Subordinate(Predicate predicate) =>
        predicate.Subordinator is { } word && (!Factive.Contains(word) || predicate.Subject is [{ IsPronoun: true }, ..] || predicate.InFuture || predicate.Conditional || Doubtful(predicate));

    /// <summary>Whether another verb of the sentence reports, denies, supposes or wishes.</summary>
    bool Doubtful(Predicate predicate) => clauses.Predicates.Exists(p => !ReferenceEquals(p, predicate) && !ReferenceEquals(p.Parent, predicate) && p.Finite && !(p.Relative && p.Main > predicate.Main)
        && (p.Negated || p.Conditional || Reporting.IsVerb(p.Lemma) && p.Main < predicate.Main || p.Lemma is "reject" or "refuse" or "accuse" or "call" or "urge" or "ask"));

    /// <summary>A verb of saying to the left that no conjunction parts from this clause: what follows it may be what it says.</summary>
    Predicate? Spoken(Predicate predicate)
    {
        var start = predicate.Sibling is null && predicate.Subject.Count > 0 && predicate.Subject[0].Start < predicate.Start ? predicate.Subject[0].Start : predicate.Start;
        var speech = clauses.Predicates.FindLast(p => p.Main < start && p.Finite && Reporting.IsVerb(p.Lemma));
        if (speech is null || ReferenceEquals(speech.Parent, predicate))
            return null;
        if (speech.Relative)
            return Outer(speech);
        if (speech.Subordinator is not null && speech.Complement is null)
            return null;
        for (var i = speech.End; i < start; i++)
            if (_tokens[i].Tag is Tag.Stop or Tag.Dash || _tokens[i].Text == ";")
                return null;
        // "X said A, but Y did B": a new subject behind "but" is the article's own voice again.
        return start > 0 && _tokens[start - 1].Lower is "but" or "and" && _tokens[Math.Max(0, start - 2)].Tag == Tag.Comma && !_tokens.Take(start).Skip(speech.End).Any(t => t.Lower == "that") ? null : speech;
    }

    Predicate? Outer(Predicate predicate) =>
        clauses.Predicates.FindLast(p => p.Finite && !p.Relative && p.Main < predicate.Main && p.Subordinator is null)
        ?? clauses.Predicates.Find(p => p.Finite && !p.Relative && p.Main > predicate.Main && p.Subordinator is null && !ReferenceEquals(p, predicate));

    /// <summary>"arrested A and deported B" can be parted; "will arrest A and deport B" cannot.</summary>
    static bool StandsAlone(Predicate predicate, Predicate sibling) =>
        predicate.Start < predicate.Main || !predicate.Passive && (predicate.Tokens[predicate.Main].Form & (VerbForm.Past | VerbForm.Third)) != 0 && sibling.Start == sibling.Main;

    /// <summary>The first token behind a dateline.</summary>
    int SentenceStart()
    {
        for (var i = 0; i < Math.Min(_tokens.Length, 9); i++)
            if (_tokens[i].Tag == Tag.Dash && i > 0 && _tokens[0].Capital && !_tokens.Take(i).Any(t => t.Tag is Tag.Verb or Tag.Auxiliary or Tag.Modal))
                return i + 1;
        return 0;
    }

    /// <summary>Where the clause begins: at its subject, or before it when what stands there says when, how sure or on what condition.</summary>
    int Opening(Predicate verb, int trigger)
    {
        var subject = verb.Subject[0].Start;
        var start = Unlinked(SentenceStart(), subject);
        // "The move, called X, came": what was taken for the subject is not where the clause begins.
        if (subject > start && (_tokens[subject - 1].Tag is Tag.Verb || trigger >= start && trigger < subject) && (_tokens[subject - 1].Tag is Tag.Verb || !clauses.Predicates.Exists(p => p.Finite && p.Main > trigger && p.Main < subject)))
            return start;
        var before = clauses.Predicates.FindLast(p => p.Finite && p.Main < subject && p.Main >= start);
        if (before is not null && !(before.Subordinator is { } word && Conditions.Contains(word)) && !before.Conditional)
            return trigger < subject && trigger >= start ? start : subject;
        if (start < subject && before is null && subject - start > 7 && Droppable.Contains(_tokens[start].Lower))
            return subject;
        return start;
    }

    /// <summary>", who …," between subject and verb is left out.</summary>
    void Inserted(Predicate verb, int trigger, List<(int, int)> skips)
    {
        var open = -1;
        for (var i = verb.Subject[0].End; i < verb.Start; i++)
        {
            if (open < 0 && _tokens[i].Tag == Tag.Comma && i + 1 < verb.Start && _tokens[i + 1].Tag is Tag.Relative && _tokens[i + 1].Lower != "that")
                open = i;
        }
        var close = verb.Start - 1;
        while (close > open && _tokens[close].Tag == Tag.Adverb)
            close--;
        if (open >= 0 && _tokens[close].Tag == Tag.Comma && !(trigger > open && trigger < close))
            skips.Add((open, close + 1));
    }

    /// <summary>Index behind the last token: where a clause begins that the statement can do without.</summary>
    int End(Predicate verb, int needed)
    {
        var quoted = _tokens.Take(verb.Start).Count(t => t.Tag == Tag.Quote) % 2 == 1;
        for (var k = 0; k < _chunks.Count; k++)
        {
            var chunk = _chunks[k];
            if (chunk.Start <= verb.Main)
                continue;
            if (chunk.Is(Tag.Quote))
                quoted = !quoted;
            if (chunk.Is(Tag.Stop) && k + 1 >= _chunks.Count - 1 || chunk.First.Text is ";")
                return chunk.Start;
            if (quoted || chunk.Start <= needed || Dangles(verb, chunk.Start))
                continue;
            if (chunk.Is(Tag.Dash) || chunk.Is(Tag.Comma) && !Continues(verb, k) || chunk.Is(Tag.Conjunction) && Clause(k + 1) || Adverbial(k))
                return chunk.Start;
        }
        var end = _tokens.Length;
        while (end > 0 && _tokens[end - 1].Tag is Tag.Stop)
            end--;
        return end;
    }

    /// <summary>Whether the stretch would end in a word that calls for more, or in a clause without its verb.</summary>
    bool Dangles(Predicate verb, int at)
    {
        if (_tokens[at - 1].Tag is Tag.Open or Tag.Preposition or Tag.To or Tag.Determiner or Tag.Possessive or Tag.Conjunction or Tag.Relative or Tag.Genitive or Tag.Auxiliary or Tag.Modal)
            return true;
        var openings = 0;
        for (var i = verb.End; i < at; i++)
            if (_tokens[i].Tag == Tag.Relative || _tokens[i].Lower is "whether" or "if")
                openings++;
        return openings > 0 && openings > clauses.Predicates.Count(p => p.Finite && p.Main > verb.Main && p.Main < at);
    }

    /// <summary>Without a comma, "where" and "when" may belong to the noun before them.</summary>
    bool Adverbial(int k) =>
        _chunks[k].Is(Tag.Subordinator) && _chunks[k].First.Lower is "after" or "as" or "while" or "although" or "though" && PhraseAttachment.Preposition(_chunks, k) is null && k > 0 && _chunks[k - 1].Verb is null;

    /// <summary>Whether what follows a comma belongs to the statement: a list, a condition, the year of a date, a speaker's object clause.</summary>
    bool Continues(Predicate verb, int comma)
    {
        if (comma + 1 >= _chunks.Count)
            return false;
        var next = _chunks[comma + 1];
        if (next.First.Tag == Tag.To)
            return true;
        // "his rival, Senator X": a name that says who the phrase before it is.
        if (comma > 0 && _chunks[comma - 1].Noun is { IsTime: false, HeadToken.Tag: Tag.Noun } && next.Noun is { HeadToken.Tag: Tag.Proper, IsTime: false } && (comma + 2 >= _chunks.Count || _chunks[comma + 2].Is(Tag.Comma) || _chunks[comma + 2].Is(Tag.Stop)))
            return true;
        if (Conditions.Contains(next.First.Lower) || next.First.Tag == Tag.Number && comma > 0 && _chunks[comma - 1].Noun is { IsTime: true } || next.First.Lower is "allegedly" or "reportedly" or "apparently" or "not" or "but")
            return next.First.Lower != "but" || comma + 2 < _chunks.Count && !Clause(comma + 2);
        if (next.Is(Tag.Quote) && Reporting.IsVerb(verb.Lemma))
            return true;
        for (var k = comma - 1; k >= 0 && k > comma - 24; k--)
            if (_chunks[k].Noun is not null)
            {
                var list = Lists.Read(_chunks, k, out var after);
                if (list.Count > 1 && after > comma)
                    return true;
            }
            else if (_chunks[k].Verb is not null)
                break;
        return false;
    }

    /// <summary>Whether a finite clause begins at a chunk.</summary>
    bool Clause(int k)
    {
        for (var i = k; i < _chunks.Count && i < k + 10; i++)
        {
            if (_chunks[i].Verb is { } verb)
                return verb.Finite || i == k && verb.Gerund;
            if (!(_chunks[i].Noun is not null || _chunks[i].Is(Tag.Adverb) || _chunks[i].Is(Tag.Determiner) || PhraseAttachment.Preposition(_chunks, i) is not null || _chunks[i].Is(Tag.Subordinator) && i == k))
                return false;
        }
        return false;
    }
}
