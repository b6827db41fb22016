using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Finds where the patterns of a frame set fit in a sentence; at each trigger the most specific one.</summary>
sealed class Matcher(FrameSet frames, ActorResolver actors)
{
    /// <summary>Verbs that carry out what their object names: "launched an attack", "is under investigation".</summary>
    internal static readonly FrozenSet<string> Light = new[]
    {
        "make", "hold", "launch", "conduct", "carry", "give", "issue", "stage", "mount", "undertake", "take", "have", "do", "begin", "start", "open", "continue", "resume", "pay", "offer", "express", "voice", "lodge", "file", "reach",
        "sign", "impose", "announce", "declare", "organise", "organize", "lead", "perform", "pursue", "initiate", "wage", "complete", "end", "finish", "deliver", "provide", "send", "extend", "level", "raise", "put", "repeat", "renew", "reiterate",
        "join", "attend", "host", "arrange", "kick", "commence", "direct", "order", "execute", "commit", "unleash", "exchange", "trade", "play",
    }.ToFrozenSet(StringComparer.Ordinal);

    public List<Match> Find(Clauses clauses, List<string>? trace)
    {
        var matches = new List<Match>();
        foreach (var predicate in clauses.Predicates)
            matches.AddRange(PerObject(clauses, predicate, trace));
        foreach (var noun in clauses.Nouns)
            if (!noun.IsPronoun && !noun.IsTime && !noun.IsDenied && Best(clauses, noun, trace) is { } match)
                matches.Add(match);
        return matches;
    }

    /// <summary>A verb with several objects can be as many events: "criticised the strikes and the policy".</summary>
    List<Match> PerObject(Clauses clauses, Predicate predicate, List<string>? trace)
    {
        predicate.Focus = null;
        if (Best(predicate, trace) is not { } whole)
            return [];
        var objects = LogicalObject(predicate).ToList();
        var byWord = whole.Pattern.Conditions.Any(c => c.Place == "object" && c.Test.Weight == 3);
        if (byWord)
            objects.AddRange(Lifted(clauses, predicate, objects, whole));
        if (objects.Count < 2 || !byWord && !whole.Frame.ByTopic)
            return [whole];
        var parts = new List<Match>();
        foreach (var focus in objects)
        {
            predicate.Focus = focus;
            if (Best(predicate, null) is { } part)
                parts.Add(part);
        }
        predicate.Focus = null;
        return parts;
    }

    /// <summary>"criticised strikes on boats and policies": a last member of the inner list that suits another frame belongs to the verb.</summary>
    List<NounPhrase> Lifted(Clauses clauses, Predicate predicate, List<NounPhrase> objects, Match whole)
    {
        var lifted = new List<NounPhrase>();
        if (objects is not [.., { Phrases: [.., { Phrases: [_, .., var last] }] }])
            return lifted;
        predicate.Focus = last;
        if (Best(predicate, null) is { } other && other.Frame.Name != whole.Frame.Name && other.Pattern.Conditions.Any(c => c.Place == "object" && c.Test.Weight == 3))
        {
            lifted.Add(last);
            foreach (var phrase in clauses.Nouns.SelectMany(n => n.Phrases).Concat(clauses.Predicates.SelectMany(p => p.Phrases)))
                if (phrase.Phrases.Count > 1)
                    phrase.Phrases.Remove(last);
        }
        predicate.Focus = null;
        return lifted;
    }

    Match? Best(Predicate predicate, List<string>? trace)
    {
        Match? best = null;
        var candidates = predicate.Lemma == "be" && predicate.Adjective is not null ? frames.Adjectives(predicate.Adjective) : frames.Verbs(predicate.Particle is null ? predicate.Lemma : $"{predicate.Lemma}_{predicate.Particle}");
        if ((predicate.Particle ?? predicate.Adjective) is not null && candidates.Count == 0)
            candidates = frames.Verbs(predicate.Lemma);
        foreach (var pattern in candidates)
            best = Better(best, Fits(pattern, predicate), pattern, trace);
        return best;
    }

    Match? Best(Clauses clauses, NounPhrase noun, List<string>? trace)
    {
        Match? best = null;
        var lemma = noun.HeadToken.Tag == Tag.Proper ? noun.HeadToken.Lower : WordClasses.Singular(noun.HeadToken.Lower);
        foreach (var pattern in frames.Nouns(lemma))
            best = Better(best, Fits(pattern, noun, clauses), pattern, trace);
        return best;
    }

    static Match? Better(Match? best, Match? match, Pattern pattern, List<string>? trace)
    {
        if (match is null)
        {
            trace?.Add($"  {pattern.Id} {pattern.Frame.Name}: its conditions do not hold");
            return best;
        }
        if (best is null || pattern.Specificity > best.Pattern.Specificity || pattern.Specificity == best.Pattern.Specificity && pattern.Confidence > best.Pattern.Confidence)
        {
            if (best is not null)
                trace?.Add($"  {best.Pattern.Id} {best.Frame.Name}: {pattern.Id} is more specific");
            return match;
        }
        trace?.Add($"  {pattern.Id} {pattern.Frame.Name}: {best.Pattern.Id} is more specific");
        return best;
    }

    Match? Fits(Pattern pattern, Predicate predicate)
    {
        if (pattern.Voice == "passive" && !predicate.Passive || pattern.Voice == "active" && predicate.Passive || !Tense(pattern.Tense, predicate))
            return null;
        if (pattern.Negated != predicate.Negated)
            return null;
        var match = new Match(pattern, predicate, null);
        foreach (var (place, test) in pattern.Conditions)
            if (!Holds(place, test, predicate, match))
                return null;
        return match;
    }

    Match? Fits(Pattern pattern, NounPhrase noun, Clauses clauses)
    {
        var governor = clauses.GovernorOf(noun);
        var match = new Match(pattern, governor, noun);
        foreach (var (place, test) in pattern.Conditions)
            if (!Holds(place, test, noun, governor, clauses, match))
                return null;
        return match;
    }

    static bool Tense(string? tense, Predicate predicate) => tense switch
    {
        null => true,
        "future" => IsFuture(predicate),
        "obligation" => predicate.Modal is "must" or "should" or "shall" or "ought",
        "possible" => predicate.Modal is "may" or "might" or "could",
        "present" => !predicate.Past && predicate.Modal is null && predicate.Finite,
        "infinitive" => predicate.Infinitive,
        "past" => predicate.Past || predicate.Perfect,
        _ => false,
    };

    static bool IsFuture(Predicate predicate) =>
        predicate.Modal is "will" or "would" or "'ll" or "shall" or "'d" or "’ll"
        || predicate.Infinitive && predicate.Parent is { Lemma: "be", Passive: false } or { Passive: true, Lemma: "set" or "expect" or "schedule" or "plan" or "slate" or "due" }
        || predicate.InFuture || predicate.Sibling is { } sibling && IsFuture(sibling);

    bool Holds(string place, WordTest test, Predicate predicate, Match match)
    {
        switch (place)
        {
            case "object":
                return Nouns(test, LogicalObject(predicate), match);
            case "subject":
                return Nouns(test, LogicalSubject(predicate), null);
            case "recipient":
                return Nouns(test, predicate.Recipient, match);
            case "infinitive":
                return Complement(test, predicate, ComplementKind.Infinitive, match);
            case "that":
                return Clause(test, predicate, match);
            case "gerund":
                return Complement(test, predicate, ComplementKind.Gerund, match);
            case "particle":
                return predicate.Particle is not null && test.Matches(predicate.Particle);
            default:
                return Nouns(test, predicate.After(place), match) || place == "by" && !test.None && Nouns(test, predicate.After(place), match);
        }
    }

    bool Holds(string place, WordTest test, NounPhrase noun, Predicate? governor, Clauses clauses, Match match)
    {
        switch (place)
        {
            case "before":
                for (var i = noun.Start; i < noun.Head; i++)
                    if (test.Matches(noun.Tokens[i].Lower) || test.Matches(noun.Tokens[i].Lemma))
                        return !test.None;
                return test.None;
            case "verb_of":
                return governor is not null && test.Matches(governor.Lemma) || clauses.Predicates.Exists(p => p.Passive && p.Subject.Contains(noun) && test.Matches(p.Lemma));
            case "subject":
                return clauses.Predicates.Find(p => p.Subject.Contains(noun)) is { } own && test.Matches(own.Lemma) && own.Focus is null;
            case "owner":
                return test.None ? actors.Owner(noun).Count == 0 : actors.Owner(noun).Count > 0;
            case "infinitive":
                return clauses.Purposes.TryGetValue(noun, out var purpose) && test.Matches(purpose.Lemma) && Consume(match, purpose);
            default:
                return Nouns(test, noun.After(place), match);
        }
    }

    static bool Consume(Match match, Predicate predicate)
    {
        match.ConsumedPredicates.Add(predicate);
        match.Consumed.AddRange(predicate.Object);
        match.Consumed.AddRange(predicate.Subject);
        return true;
    }

    bool Nouns(WordTest test, IReadOnlyList<NounPhrase> nouns, Match? match)
    {
        if (nouns.Count == 0)
            return test.None;
        if (test.None)
            return false;
        foreach (var noun in nouns)
        {
            if (test.Actor && IsActor(noun) || (test.Any || test.Weight == 3) && test.Matches(noun))
            {
                if (test.Weight == 3 || match?.Noun is not null && !test.Actor)
                    match?.Consumed.Add(noun);
                return true;
            }
        }
        return false;
    }

    bool IsActor(NounPhrase noun) => actors.Resolve(noun) is [{ IsActor: true }, ..];

    bool Complement(WordTest test, Predicate predicate, ComplementKind kind, Match match)
    {
        if (predicate.Complement is not { } complement || predicate.ComplementKind != kind)
            return test.None;
        if (test.None || !test.Any && !test.Matches(complement.Lemma) && !(complement.Particle is not null && test.Matches($"{complement.Lemma}-{complement.Particle}")))
            return false;
        if (test.Actor && !complement.Object.Concat(complement.Phrases.SelectMany(p => p.Phrases)).Any(IsActor))
            return false;
        return Consume(match, complement);
    }

    static bool Clause(WordTest test, Predicate predicate, Match match)
    {
        if (predicate.Complement is not { } complement || predicate.ComplementKind != ComplementKind.Clause)
            return test.None;
        if (test.None)
            return false;
        var holds = test.Any || test.Matches(complement.Modal ?? "") || test.Matches(complement.Lemma)
            || complement.Adjective is not null && test.Matches(complement.Adjective)
            || complement.Object.Exists(test.Matches);
        return holds && Consume(match, complement);
    }

    internal static IReadOnlyList<NounPhrase> LogicalSubject(Predicate predicate) => predicate.Passive ? predicate.After("by") : predicate.Subject;

    internal static IReadOnlyList<NounPhrase> LogicalObject(Predicate predicate) =>
        predicate.Focus is not null ? [predicate.Focus]
        : predicate.Passive ? predicate.Object.Count > 0 && predicate.Recipient.Count == 0 && !predicate.Bare ? [.. predicate.Object, .. predicate.Subject] : predicate.Subject : predicate.Object;
}
