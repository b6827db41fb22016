namespace Briefings.Extraction;

/// <summary>Chooses among matches of one sentence: what one match has used up starts no other of its kind.</summary>
static class Selection
{
    public static IEnumerable<Match> Select(List<Match> matches)
    {
        foreach (var match in matches)
            if (!matches.Exists(other => !ReferenceEquals(other, match) && Uses(other, match)))
                yield return match;
    }

    static bool Uses(Match other, Match match)
    {
        // A judgement about a clause gives way to what the clause itself reports.
        if (match.Frame.GivesWay && other.Predicate is { } inner && match.ConsumedPredicates.Contains(inner))
            return true;
        if (other.Frame.Root == "STATEMENT" && other.Noun is null)
            return false;
        if (match.Noun is { } noun)
            return other.Consumed.Contains(noun) && (other.Frame.Root == match.Frame.Root || other.Frame.Quad == match.Frame.Quad || other.Frame.Root is "SANCTION" or "REJECT" or "THREATEN" or "REQUEST" or "AGREE" or "YIELD");
        return match.Predicate is { } predicate && (other.ConsumedPredicates.Contains(predicate) || predicate.Sibling is { } sibling && other.ConsumedPredicates.Contains(sibling) && !ReferenceEquals(other.Predicate, predicate))
            || other.Noun is not null && !match.Consumed.Contains(other.Noun) && ReferenceEquals(other.Predicate, match.Predicate) && Matcher.Light.Contains(match.Predicate!.Lemma) && Matcher.LogicalObject(match.Predicate).Contains(other.Noun) && other.Pattern.Specificity >= match.Pattern.Specificity;
    }
}
