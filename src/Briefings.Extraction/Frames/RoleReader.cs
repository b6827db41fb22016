namespace Briefings.Extraction;

/// <summary>Fills the parts of a match: goes through the places a pattern names and takes the first that holds an actor.</summary>
sealed class RoleReader(ActorResolver actors, Clauses clauses, EarlierEvents events, List<Draft> drafts)
{
    /// <summary>Which of several "between … and …" is meant, from 0.</summary>
    public int Pair { get; set; }

    /// <summary>Whether the last part read came from the article as a whole.</summary>
    public bool Inferred { get; set; }

    EarlierEvents Events => events;

    /// <summary>
    /// The first place that holds an actor; failing that the first that holds something of a country; failing that anything.
    /// A place with "!" behind it counts only if it is not of the source's own country.
    /// </summary>
    public IReadOnlyList<Mention> Read(Match match, string[] places, IReadOnlyList<Actor>? source = null)
    {
        IReadOnlyList<Mention> coded = [];
        IReadOnlyList<Mention> things = [];
        foreach (var place in places)
        {
            if (place == "nobody")
                break;
            var found = At(match, place.TrimEnd('!'));
            if (place == "partner" && source is [var first, ..])
                found = [.. actors.Memory.MainPair().Where(m => m.Actor.Country != first.Country)];
            if (found.Count == 0 || place.EndsWith('!') && source is [{ Country.Length: > 0 } own, ..] && found.Any(f => f.Actor.Country == own.Country))
                continue;
            if (source is not null && found.All(f => source.Any(s => s.Id == f.Actor.Id)))
                continue;
            if (found.Any(f => f.IsActor))
            {
                Inferred = place is "pair" or "partner" or "main" or "anywhere" or "condition";
                return found;
            }
            if (coded.Count == 0 && found.Any(f => f.Actor.Country.Length > 0))
                coded = found;
            if (things.Count == 0)
                things = found;
        }
        return coded.Count > 0 ? coded : things;
    }

    public IReadOnlyList<NounPhrase> Phrases(Match match, string[] places)
    {
        foreach (var place in places)
            if (Nouns(match, place) is { Count: > 0 } nouns)
                return nouns;
        return [];
    }

    IReadOnlyList<Mention> At(Match match, string place)
    {
        switch (place)
        {
            case "owner":
                return match.Noun is not null ? NominalOwner(match.Noun) : Matcher.LogicalObject(match.Predicate!) is [var o, ..] ? Owners(o) : [];
            case "subject.owner":
                return Matcher.LogicalSubject(match.Predicate!) is [var s, ..] ? Owners(s) : [];
            case "clause":
                return match.Predicate?.Complement is { } complement ? Inside(complement) : [];
            case "purpose":
                return match.Noun is not null && clauses.Purposes.TryGetValue(match.Noun, out var purpose) ? Inside(purpose) : [];
            case "clause.subject":
                return match.Predicate?.Complement is { } inner ? All(Matcher.LogicalSubject(inner) is { Count: > 0 } agent ? agent : inner.Subject, things: true) : [];
            case "speaker":
                return match.Predicate is { } p ? Speaker(p) : [];
            case "head":
                return match.Noun is null ? [] : actors.Resolve(match.Noun);
            case "anywhere":
                return Anywhere(match);
            case "nobody" or "partner":
                return [];
            case "agent":
                return match.Predicate is { } governor ? All(governor.Subject) : [];
            case "host":
                return match.Noun is not null && clauses.Predicates.Find(p => p.Phrases.Exists(f => f.Phrases.Contains(match.Noun))) is { } host ? All(host.Subject) : [];
            case "pair":
                return actors.Memory.MainPair();
            case "main":
                return clauses.Predicates.Find(p => p.Finite && !p.Relative && p.Parent is null) is { } main ? All(Matcher.LogicalSubject(main)) : [];
            case "self":
                return match.Noun is null ? [] : actors.Resolve(match.Noun);
            case "when":
                return clauses.Predicates.Find(p => p.Subordinator == "when") is { } when ? All(when.Subject) : [];
            case "condition":
                return clauses.Predicates.Find(p => p.Conditional) is { } condition ? All(condition.Subject) : [];
            case "appos":
                return match.Noun is null ? [] : Apposition(match.Noun);
        }
        if (place.StartsWith("clause.", StringComparison.Ordinal) && match.Predicate?.Complement is { } clause && place is not "clause.object")
            return All(clause.After(place[7..]));
        var dot = place.IndexOf(".owner", StringComparison.Ordinal);
        if (dot > 0)
            return Nouns(match, place[..dot]) is [var owned, ..] ? Owners(owned) : [];
        return All(Nouns(match, place), things: true);
    }

    IReadOnlyList<NounPhrase> Nouns(Match match, string place)
    {
        var predicate = match.Predicate;
        if (place == "between" && (match.Noun?.Phrases ?? []).Concat(predicate?.Phrases ?? []).Where(p => p.Preposition == "between").ElementAtOrDefault(Pair) is { } pair)
            return pair.Phrases;
        var dotted = place.IndexOf('.', StringComparison.Ordinal);
        if (dotted > 0 && place is not ("object.of" or "clause.object"))
            return Nouns(match, place[..dotted]) is [var outer, ..] ? outer.After(place[(dotted + 1)..]) : [];
        if (match.Noun is { } noun)
            return place switch
            {
                "subject" => predicate is null || !Matcher.Light.Contains(predicate.Lemma) ? SubjectOf(noun) : Matcher.LogicalSubject(predicate) is { Count: > 0 } subject ? subject : [],
                "object" or "self" => [noun],
                "recipient" => predicate is null ? [] : Recipient(predicate),
                _ => noun.After(place) is { Count: > 0 } after ? after : predicate?.After(place) ?? SubjectOfVerb(noun)?.After(place) ?? [],
            };
        if (predicate is null)
            return [];
        return place switch
        {
            "subject" => RelativeSubject(predicate) ?? Matcher.LogicalSubject(predicate),
            "object" => Matcher.LogicalObject(predicate),
            "recipient" => Recipient(predicate),
            "object.of" => Matcher.LogicalObject(predicate) is [var o, ..] ? o.After("of") : [],
            "clause.object" => predicate.Complement is { } c ? Matcher.LogicalObject(c) : [],
            _ => predicate.After(place) is { Count: > 0 } after ? after : Matcher.LogicalObject(predicate) is [var o, ..] ? o.After(place) : [],
        };
    }

    /// <summary>"gave Nepal aid" and, turned round, "Nepal was given aid".</summary>
    static List<NounPhrase> Recipient(Predicate predicate) =>
        predicate is { Passive: true, Recipient.Count: 0, Object.Count: > 0 } ? predicate.Subject : predicate.Recipient;

    /// <summary>"approved a plan that will ban X": who approved it bans.</summary>
    List<NounPhrase>? RelativeSubject(Predicate predicate)
    {
        if (!(predicate.Relative || predicate.Gerund) || predicate.Passive || predicate.Subject is not [var antecedent] || actors.Resolve(antecedent) is [{ IsActor: true }, ..])
            return null;
        return clauses.GovernorOf(antecedent) is { Passive: false, Subject.Count: > 0 } governor ? governor.Subject : null;
    }

    /// <summary>The verb whose passive subject the noun is: "sanctions were imposed on X by Y".</summary>
    Predicate? SubjectOfVerb(NounPhrase noun) => clauses.Predicates.Find(p => p.Subject.Contains(noun));

    Predicate? Passive(NounPhrase noun) => clauses.Predicates.Find(p => p.Passive && p.Subject.Contains(noun));

    IReadOnlyList<NounPhrase> SubjectOf(NounPhrase noun) => Passive(noun)?.After("by") ?? [];

    /// <summary>The owner of a noun, or of the noun it belongs to: "Peru's latest application of pressure".</summary>
    IReadOnlyList<Mention> NominalOwner(NounPhrase noun)
    {
        if (actors.Owner(noun) is { Count: > 0 } owner)
            return owner;
        return noun.Governor == "of" && noun.Chunk >= 2 && clauses.Chunks[noun.Chunk - 2].Noun is { Owner: not null } outer ? actors.Owner(outer) : [];
    }

    /// <summary>"the attack", "the move": who did what an earlier sentence reported.</summary>
    IReadOnlyList<Mention> Earlier(NounPhrase noun)
    {
        if (noun.Tokens[noun.Start].Lower is not ("the" or "this" or "these" or "that" or "those") || !Events.IsEvent(noun.Lemma))
            return [];
        return Events.SourceOf(noun, drafts) is { Count: > 0 } source ? [.. source.Select(a => new Mention(a, MentionKind.Group, noun))] : [];
    }

    IReadOnlyList<Mention> Owners(NounPhrase noun)
    {
        if (actors.Owner(noun) is { Count: > 0 } owner)
            return owner;
        foreach (var place in (ReadOnlySpan<string>)["by", "from", "of", "in", "on", "against"])
            if (Actors(noun.After(place)) is { Count: > 0 } found)
                return found;
        if (Earlier(noun) is { Count: > 0 } earlier)
            return earlier;
        if (actors.Resolve(noun) is [{ IsActor: true }, ..] self)
            return self;
        return [];
    }

    /// <summary>The first actor inside a complement: its object, then what its prepositions govern, then its own complement.</summary>
    IReadOnlyList<Mention> Inside(Predicate predicate)
    {
        if (Actors(predicate.Recipient) is { Count: > 0 } recipient)
            return recipient;
        var direct = Actors(Matcher.LogicalObject(predicate));
        if (direct.Any(m => m.Actor.Country.Length > 0 || m.Kind is MentionKind.Organisation or MentionKind.Person))
            return direct;
        return Around(predicate) is { Count: > 0 } around ? around : direct;
    }

    IReadOnlyList<Mention> Around(Predicate predicate)
    {
        foreach (var phrase in predicate.Phrases)
            if (phrase.Preposition is not ("by" or "after" or "during" or "in") && Actors(phrase.Phrases) is { Count: > 0 } governed)
                return governed;
        foreach (var noun in Matcher.LogicalObject(predicate))
        {
            if (actors.Owner(noun) is { Count: > 0 } owner)
                return owner;
            foreach (var phrase in noun.Phrases)
                if (Actors(phrase.Phrases) is { Count: > 0 } inner)
                    return inner;
        }
        foreach (var phrase in predicate.Phrases)
            if (Actors(phrase.Phrases) is { Count: > 0 } governed)
                return governed;
        foreach (var phrase in predicate.Phrases)
            foreach (var noun in phrase.Phrases)
                if (actors.Owner(noun) is { Count: > 0 } owner)
                    return owner;
        if (predicate.Complement is { } complement && !ReferenceEquals(complement, predicate) && Inside(complement) is { Count: > 0 } deeper)
            return deeper;
        return predicate.Finite && predicate.Subject is [var subject, ..] ? Owners(subject) : [];
    }

    IReadOnlyList<Mention> Speaker(Predicate predicate)
    {
        for (var p = predicate.Parent; p is not null; p = p.Parent)
            if (Reporting.IsVerb(p.Lemma))
                return All(p.Subject);
        return [];
    }

    /// <summary>"his successor, Senator X": the phrase behind the comma, or the name that the phrase itself ends in.</summary>
    IReadOnlyList<Mention> Apposition(NounPhrase noun)
    {
        var chunks = clauses.Chunks;
        if (noun.Chunk + 2 < chunks.Count && chunks[noun.Chunk + 1].Is(Tag.Comma) && chunks[noun.Chunk + 2].Noun is { } behind)
            return All([behind]);
        if (noun.Chunk >= 2 && chunks[noun.Chunk - 1].Is(Tag.Comma) && chunks[noun.Chunk - 2].Noun is { } before)
            return All([before]);
        return [];
    }

    /// <summary>Any actor behind the trigger that is not the source.</summary>
    IReadOnlyList<Mention> Anywhere(Match match)
    {
        foreach (var noun in clauses.Nouns)
            if (noun.Start > match.Trigger && actors.Resolve(noun) is [{ IsActor: true }, ..] found)
                return found;
        return [];
    }

    IReadOnlyList<Mention> Actors(IReadOnlyList<NounPhrase> nouns) => nouns.Count == 0 ? [] : [.. nouns.SelectMany(n => actors.Resolve(n)).Where(m => m.IsActor)];

    IReadOnlyList<Mention> All(IReadOnlyList<NounPhrase> nouns, bool things = false) =>
        nouns.Count == 0 ? [] : [.. nouns.SelectMany(n => actors.Resolve(n)).Where(m => m.IsActor || things)];
}
