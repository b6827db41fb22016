namespace Briefings.Extraction;

/// <summary>Where an event takes place, as the article names it.</summary>
static class Places
{
    public static IReadOnlyList<string> Of(Match match, Clauses clauses, ActorResolver actors)
    {
        _ = clauses;
        var places = new List<string>();
        var phrases = match.Noun is not null ? match.Noun.Phrases.Concat(match.Predicate?.Phrases ?? []) : match.Predicate?.Phrases ?? [];
        foreach (var phrase in phrases)
        {
            if (phrase.Preposition is not ("in" or "at" or "near"))
                continue;
            foreach (var noun in phrase.Phrases)
                if (!noun.IsTime && noun.HeadToken.Tag == Tag.Proper && actors.Resolve(noun) is [{ Kind: MentionKind.Country or MentionKind.Organisation or MentionKind.Person } place] && !places.Contains(Topics.Text(noun)))
                    places.Add(Topics.Text(noun));
        }
        return places;
    }
}
