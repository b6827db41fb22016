namespace Briefings.Extraction;

/// <summary>Turns a match into an event: parts, modality, date, place, attribution and confidence.</summary>
sealed class EventBuilder(ArticleText article, Sentence sentence, Clauses clauses, ActorResolver actors, List<DateMention> dates, DateOnly? lastNamed, EarlierEvents earlier, List<Draft> drafts, IReadOnlyList<int> triggers, Quotations quotations)
{
    readonly RoleReader _roles = new(actors, clauses, earlier, drafts);
    PartyReader? _partyReader;
    readonly AttributionReader _attribution = new(clauses, actors);
    readonly EventDates _dates = new(article, clauses, dates, lastNamed, triggers);
    /// <summary>Whoever is quoted, when the article leaves it open.</summary>
    static readonly Actor Unnamed = new("", "", "", "", "", "");

    readonly StatementWriter _statements = new(clauses, actors, dates);

    /// <summary>The events of a match: one, or one for each "between … and …".</summary>
    public IEnumerable<Draft> Build(Match match)
    {
        if (match.Predicate is not null)
            match.Predicate.Focus = match.Focus;
        var pairs = Math.Max(1, Math.Max(Pairs(match.Noun?.Phrases), Pairs(match.Predicate?.Phrases)));
        for (var pair = 0; pair < pairs; pair++)
        {
            _roles.Pair = pair;
            if (Compose(match) is { } draft)
                yield return draft;
        }
        if (match.Predicate is not null)
            match.Predicate.Focus = null;
    }

    PartyReader Parties => _partyReader ??= new PartyReader(_roles, actors, earlier, drafts);

    static int Pairs(List<PrepositionalPhrase>? phrases) => phrases?.Count(p => p.Preposition == "between" && p.Phrases.Count > 1) ?? 0;

    Draft? Compose(Match match)
    {
        if (ModalityOf(match) is not { } modality)
            return null;
        if (Parties.Read(match) is not { } parties || !actors.Closed && Unplaced(match))
            return null;
        var (source, target, inferred) = parties;
        var attribution = _attribution.Read(match.Predicate ?? Host(match.Noun), match.Trigger);
        if (quotations is { Continues: true, Speaker: { } quoted } && attribution.Count == 0)
            attribution.Add(new Attribution(quoted, "said"));
        if (modality == Modality.Happened && attribution.Exists(a => a.Speaker.Sector == "ELI"))
            modality = Modality.Alleged;
        var statement = _statements.Write(match, attribution, quotations.Continues ? quotations.Speaker ?? Unnamed : null);
        var topics = _roles.Phrases(match, match.Pattern.Topic);
        var when = _dates.Of(match, modality);
        var evidence = new Evidence(article.Id, sentence.Index, sentence.Start, sentence.End, article.Text[sentence.Start..sentence.End]);
        var root = modality == Modality.Planned && match.Frame.PlannedRoot is { } planned ? planned : match.Frame.Root;
        var reported = new ReportedEvent
        {
            Type = match.Frame.Name,
            Root = root,
            Quad = Quads.Of(root),
            Source = source,
            Target = target,
            When = when,
            Where = Places.Of(match, clauses, actors),
            Modality = modality,
            Attribution = attribution,
            Topic = topics.Count > 0 ? Topics.Text(clauses, topics, article.Text, ReferenceEquals(topics[0], match.Noun)) : null,
            Statement = statement is { Wider: true, Text.Length: > 0 } ? null : statement.Text,
            Setting = statement is { Wider: true, Text.Length: > 0 } ? statement.Text : null,
            Quantity = Quantities.Of(match),
            Inferred = inferred.Count > 0 ? inferred : null,
            Trigger = match.Noun?.Lemma ?? match.Predicate!.Lemma,
            Clause = match.Noun is null ? Text(Extents.Start(match.Predicate!), Extents.End(clauses, match.Predicate!)) : null,
            Content = Content(match),
            Confidence = Confidence(match, source, target),
            Rule = match.Pattern.Id,
            Intensity = match.Frame.Intensity,
            Cluster = ClusterKey.Of(match.Frame, source, target, topics.Count > 0 ? topics[0] : null),
            Evidence = evidence,
        };
        return new Draft(reported, match.Frame, match.Trigger, match.Noun is not null, Anchor(match));
    }

    /// <summary>Whether the subject is an "I" of nobody knows whom, or an "it" that may be several things.</summary>
    bool Unplaced(Match match) =>
        match.Noun is null && Matcher.LogicalSubject(match.Predicate!) is [{ IsPronoun: true } pronoun] && pronoun.HeadToken.Lower switch
        {
            "i" or "we" => quotations is { Continues: true, Speaker: null } || drafts.Count > 0 && !clauses.Tokens.Any(t => t.Tag == Tag.Quote),
            "it" => !clauses.Nouns.Exists(n => n.End <= pronoun.Start && actors.Resolve(n) is [{ IsActor: true }, ..]) && actors.Resolve(pronoun) is [var meant] && !actors.Memory.IsTopic(meant.Actor),
            _ => false,
        };

    string Text(int start, int end) => start >= end ? "" : article.Text[clauses.Tokens[start].Start..clauses.Tokens[end - 1].End];

    string? Content(Match match)
    {
        var inner = match.Noun is not null ? clauses.Purposes.GetValueOrDefault(match.Noun) : match.Predicate!.Complement;
        if (inner is null || inner.Start < match.Trigger)
            return null;
        var start = inner.Infinitive || inner.Gerund ? inner.Start : Extents.Start(inner);
        if (!inner.Infinitive && !inner.Gerund && inner.Subject.Count == 0)
        {
            if (start == 0 || clauses.Tokens[start - 1].Lower != "there")
                return null;
            start--;
        }
        while (inner.Gerund && start > 0 && clauses.Tokens[start - 1].Tag is Tag.Adverb or Tag.Not)
            start--;
        return Text(start, Extents.End(clauses, inner));
    }

    /// <summary>The verb whose subject or phrases hold a noun.</summary>
    Predicate? Host(NounPhrase? noun) =>
        noun is null ? null : clauses.Predicates.Find(p => p.Subject.Contains(noun)) ?? clauses.Predicates.Find(p => p.Phrases.Exists(f => f.Phrases.Contains(noun)));

    /// <summary>The noun of "after the call", which may name an event with a date.</summary>
    int? Anchor(Match match)
    {
        var own = (match.Noun?.Phrases ?? []).Concat(match.Predicate?.Phrases ?? []).FirstOrDefault(p => p.Preposition is "after" or "following");
        if (own is not null)
            return own.Phrases[0].Head;
        var first = clauses.Predicates.Find(p => p.Finite);
        return clauses.Nouns.Find(n => n.Governor is "after" or "following" && first is not null && n.Chunk < first.Chunk && n.Head != match.Trigger)?.Head;
    }

    static Modality? ModalityOf(Match match)
    {
        var predicate = match.Predicate;
        if (match.Noun is null && predicate is not null)
        {
            var read = ModalityReader.Read(predicate);
            if (match.Pattern.Negated)
                return predicate.Negated ? match.Pattern.Modality ?? Modality.Happened : null;
            return read is null ? null : match.Pattern.Modality ?? read;
        }
        // "did not hold talks" denies the talks; "did not condemn the strikes" does not deny the strikes.
        if (predicate is not null && Matcher.Light.Contains(predicate.Lemma) && ModalityReader.Read(predicate) is null)
            return null;
        if (predicate is { Lemma: "deny", Negated: false })
            return Modality.Denied;
        if (predicate is not null && ModalityReader.Read(predicate) is Modality.Alleged or Modality.Denied)
            return ModalityReader.Read(predicate);
        return match.Pattern.Modality ?? (predicate is not null && Matcher.Light.Contains(predicate.Lemma) ? ModalityReader.Read(predicate) : NounModality(match.Noun!));
    }

    static Modality NounModality(NounPhrase noun) =>
        noun.Has(t => t.Lower is "upcoming" or "planned" or "scheduled" or "future" or "forthcoming" or "impending") ? Modality.Planned
        : noun.Has(t => t.Lower is "alleged" or "suspected" or "purported") && noun.Tokens[noun.Head].Tag == Tag.Noun && noun.Head > noun.Start && noun.Tokens[noun.Head - 1].Lower is "alleged" or "suspected" ? Modality.Alleged
        : noun.Has(t => t.Lower is "possible" or "potential") ? Modality.Projected
        : noun.Has(t => t.Lower is "proposed") ? Modality.Proposed
        : Modality.Happened;

    static double Confidence(Match match, List<Actor> source, List<Actor> target)
    {
        var confidence = match.Pattern.Confidence + Math.Min(0.1, 0.02 * match.Pattern.Specificity);
        if (source.Count > 0 && source[0].Code.Length > 0)
            confidence += 0.06;
        if (target.Count > 0 && target[0].Code.Length > 0)
            confidence += 0.06;
        if (source.Count == 0 || target.Count == 0)
            confidence -= 0.08;
        if (match.Predicate is { } predicate && (predicate.Relative || predicate.Subordinator is not null || predicate.Bare || predicate.Gerund || predicate.Conditional))
            confidence -= 0.1;
        else if (match.Predicate is { Infinitive: true })
            confidence -= 0.08;
        else if (match.Noun is null && match.Predicate is { Finite: true })
            confidence += 0.06;
        return Math.Round(Math.Clamp(confidence, 0.05, 0.99), 3);
    }
}
