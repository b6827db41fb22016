namespace Briefings.Extraction;

/// <summary>Who does it to whom: as the pattern says, else as an earlier report in the article says.</summary>
sealed class PartyReader(RoleReader roles, ActorResolver actors, EarlierEvents earlier, List<Draft> drafts)
{
    /// <summary>Both sides and which of them are inferred; <c>null</c> when there is nobody.</summary>
    public (List<Actor> Source, List<Actor> Target, List<string> Inferred)? Read(Match match)
    {
        var inferred = new List<string>(2);
        var source = Part(match, match.Pattern.Source, null, "source", inferred);
        var target = Part(match, match.Pattern.Target, source, "target", inferred);
        target.RemoveAll(t => source.Exists(s => s.Id == t.Id));
        if (TakenUp(match, source, target) is { } taken)
            (source, target) = taken;
        if (source.Count == 0 && target.Count > 0 && match.Pattern.Source.Contains("partner"))
        {
            source = [.. actors.Memory.MainPair().Where(m => m.Actor.Country != target[0].Country).Select(m => m.Actor).Take(1)];
            inferred.Add("source");
        }
        if (match.Frame.Reciprocal && source.Count > 1)
        {
            if (inferred.Contains("source", StringComparer.Ordinal))
                inferred.Add("target");
            target = source.GetRange(1, source.Count - 1);
            source = source.GetRange(0, 1);
        }
        if (actors.Closed && !KeepCoded(source, target))
            return null;
        return source.Count == 0 && target.Count == 0 ? null : (source, target, inferred);
    }

    List<Actor> Part(Match match, string[] places, List<Actor>? source, string name, List<string> inferred)
    {
        roles.Inferred = false;
        var list = new List<Actor>();
        foreach (var mention in roles.Read(match, places, source))
            if (!list.Exists(a => a.Id == mention.Actor.Id))
                list.Add(mention.Actor);
        if (roles.Inferred)
            inferred.Add(name);
        return list;
    }

    /// <summary>The parties of the event that a definite noun takes up again.</summary>
    (List<Actor>, List<Actor>)? TakenUp(Match match, List<Actor> source, List<Actor> target)
    {
        // "The new policy bans": whoever made the policy bans.
        if (source is [{ Code.Length: 0 }] && match.Noun is null && Matcher.LogicalSubject(match.Predicate!) is [var subject] && IsDefinite(subject) && earlier.IsEvent(subject.Lemma) && earlier.SourceOf(subject, drafts) is { Count: > 0 } maker)
            return ([.. maker], target);
        if (match.Noun is { } noun && source.Count == 0 && IsDefinite(noun) && !target.Exists(t => t.Code.Length > 0 && t.Sector.Length > 0) && earlier.Find(noun, drafts) is { } same)
            return ([.. same.Event.Source], [.. same.Event.Target]);
        if (source.Count == 0 && target.Count == 0 && match.Pattern.Source.Contains("last") && drafts.FindLast(d => d.Frame.Family == match.Frame.Family) is { } last)
            return ([.. last.Event.Source], [.. last.Event.Target]);
        return null;
    }

    static bool IsDefinite(NounPhrase noun) => noun.Tokens[noun.Start].Lower is "the" or "this";

    /// <summary>With a closed dictionary only coded actors count, and both sides must be there.</summary>
    static bool KeepCoded(List<Actor> source, List<Actor> target)
    {
        source.RemoveAll(a => a.Code.Length == 0 || a.Code[0] == '-');
        target.RemoveAll(a => a.Code.Length == 0 || a.Code[0] == '-');
        return source.Count > 0 && (target.Count > 0 || source.Count > 1);
    }
}
