namespace Briefings.Extraction;

/// <summary>Finds who says what a predicate states: verbs it depends on, ", X said." behind it, and "according to X".</summary>
sealed class AttributionReader(Clauses clauses, ActorResolver actors)
{
    public List<Attribution> Read(Predicate? predicate, int trigger)
    {
        var chain = new List<Attribution>();
        for (var parent = predicate?.Parent; parent is not null && chain.Count < 4; parent = parent.Parent)
            if (Reporting.IsVerb(parent.Lemma) && parent.Lemma is not ("agree" or "promise" or "threaten" or "pledge" or "vow" or "expect" or "decide" or "hope"))
                Add(chain, parent);
        foreach (var speech in clauses.Predicates)
            if (speech.Complement is null && speech.Finite && !speech.Relative && speech.Object.Count == 0 && IsSpeech(speech.Lemma) && Covers(speech, trigger) && !ReferenceEquals(speech, predicate))
                Add(chain, speech);
        According(chain);
        return chain;
    }

    public static bool IsSpeech(string lemma) => lemma is "say" or "report" or "announce" or "state" or "add" or "claim" or "tell" or "confirm" or "note" or "write" or "declare" or "warn" or "explain" or "reveal" or "insist" or "admit" or "allege" or "argue";

    /// <summary>A speech verb at the end speaks for what precedes it in its own stretch.</summary>
    static bool Covers(Predicate speech, int trigger) => trigger < speech.Start && (speech.Subject.Count > 0 && speech.Subject[0].Start > trigger || speech.Subject.Count == 0);

    void Add(List<Attribution> chain, Predicate speech)
    {
        var speakers = Matcher.LogicalSubject(speech);
        foreach (var speaker in speakers)
            foreach (var mention in actors.Resolve(speaker))
                if (chain.TrueForAll(a => a.Speaker.Id != mention.Actor.Id))
                    chain.Add(new Attribution(mention.Actor, speech.Tokens[speech.Main].Text));
    }

    void According(List<Attribution> chain)
    {
        var tokens = clauses.Tokens;
        for (var i = 0; i + 2 < tokens.Length; i++)
        {
            if (tokens[i].Lower != "according" || tokens[i + 1].Lower != "to")
                continue;
            var noun = clauses.Nouns.Find(n => n.Start == i + 2);
            if (noun is not null && actors.Resolve(noun) is [var speaker, ..] && chain.TrueForAll(a => a.Speaker.Id != speaker.Actor.Id))
                chain.Add(new Attribution(speaker.Actor, "according to"));
        }
    }
}
