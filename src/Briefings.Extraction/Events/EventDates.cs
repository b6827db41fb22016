namespace Briefings.Extraction;

/// <summary>Says which date expression of the sentence belongs to an event.</summary>
sealed class EventDates(ArticleText article, Clauses clauses, List<DateMention> dates, DateOnly? lastNamed, IReadOnlyList<int> triggers)
{
    public When Of(Match match, Modality modality)
    {
        if (match.Noun is { } noun)
        {
            if (dates.Find(d => d.First >= noun.Start && d.Last <= noun.End) is { } inside)
                return inside.When;
        }
        if (After(match) is { } range)
            return range;
        if (Nearest(match) is { } near)
            return near.When;
        if (Since(match) is { } since)
            return since;
        if (match.Frame.Ongoing && !(match.Noun is null && match.Predicate is { Past: true }) && article.Published is { } published && modality is Modality.Happened or Modality.Alleged or Modality.Ongoing or Modality.Projected)
            return new When(published, published.AddDays(1), DatePrecision.Day, $"present tense on {published:yyyy-MM-dd}", null);
        return When.Unknown;
    }

    /// <summary>"after the January 3 operation": from that day up to publication.</summary>
    When? After(Match match)
    {
        if (article.Published is not { } published)
            return null;
        var phrases = match.Noun is not null ? match.Noun.Phrases : match.Predicate!.Phrases;
        foreach (var phrase in phrases)
        {
            if (phrase.Preposition is not ("after" or "following" or "since"))
                continue;
            foreach (var noun in phrase.Phrases)
                if (!noun.IsTime && dates.Find(d => d.First >= noun.Start && d.Last <= noun.End) is { When.Start: { } start } && start <= published)
                    return new When(start, published.AddDays(1), DatePrecision.Range, $"after {start:yyyy-MM-dd}, before {published:yyyy-MM-dd}", Spans.Text(noun.Tokens, noun.Start, noun.End));
        }
        return null;
    }

    /// <summary>"has since said": from the last date named up to publication.</summary>
    When? Since(Match match)
    {
        if (match.Predicate is not { Perfect: true } predicate || article.Published is not { } published)
            return null;
        var before = dates.FindLast(d => d.First < predicate.Start)?.When.Start ?? lastNamed;
        for (var i = predicate.Start; i < predicate.End; i++)
            if (predicate.Tokens[i].Lower == "since" && before is { } start && start <= published)
                return new When(start, published.AddDays(1), DatePrecision.Range, $"since {start:yyyy-MM-dd}", predicate.Tokens[i].Text);
        return null;
    }

    /// <summary>The date expression nearest to the trigger that stands in its own clause and in no other noun phrase.</summary>
    DateMention? Nearest(Match match)
    {
        DateMention? best = null;
        var bestDistance = int.MaxValue;
        foreach (var date in dates)
        {
            if (InsideAnother(date, match) || Separated(date, match) || NearerTrigger(date, match))
                continue;
            var distance = Math.Abs(date.First - match.Trigger);
            if (distance < bestDistance)
                (best, bestDistance) = (date, distance);
        }
        return best;
    }

    /// <summary>Whether another event's word stands between: what follows it belongs to that event.</summary>
    bool NearerTrigger(DateMention date, Match match)
    {
        foreach (var trigger in triggers)
            if (trigger > match.Trigger && trigger < date.First && match.Predicate?.Main != trigger && match.Predicate?.Complement?.Main != trigger && !match.Consumed.Exists(n => n.Head == trigger))
                return true;
        return false;
    }

    bool InsideAnother(DateMention date, Match match) =>
        clauses.Nouns.Exists(n => !n.IsTime && n.Start <= date.First && n.End >= date.Last && n.Head >= date.Last && !ReferenceEquals(n, match.Noun) && !(match.Predicate is not null && Matcher.LogicalObject(match.Predicate).Contains(n)));

    /// <summary>Whether another clause lies between.</summary>
    bool Separated(DateMention date, Match match)
    {
        var low = Math.Min(date.First, match.Trigger);
        var high = Math.Max(date.Last, match.Trigger);
        var own = match.Predicate;
        foreach (var predicate in clauses.Predicates)
        {
            if (ReferenceEquals(predicate, own) || predicate.Main <= low || predicate.Main >= high)
                continue;
            if (own is not null && (ReferenceEquals(predicate.Complement, own) || ReferenceEquals(own.Complement, predicate) || ReferenceEquals(predicate.Sibling, own) || ReferenceEquals(own.Sibling, predicate)))
                continue;
            if (predicate.Finite)
                return true;
        }
        return false;
    }
}
