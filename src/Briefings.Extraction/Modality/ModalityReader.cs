using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>How sure the article is of what a predicate says; <c>null</c> when it says that it is not so.</summary>
static class ModalityReader
{
    static readonly FrozenSet<string> Planning = new[] { "plan", "intend", "agree", "decide", "prepare", "promise", "pledge", "vow", "expect", "schedule", "set", "arrange", "hope", "want", "aim", "commit", "head", "swear", "seek", "offer" }.ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenSet<string> Doubting = new[] { "claim", "allege", "accuse", "suspect", "believe", "charge", "assert", "contend" }.ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenSet<string> Refusing = new[] { "refuse", "fail", "decline", "deny", "reject", "avoid", "stop", "cease", "prevent" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>"is heading to" speaks of what lies ahead.</summary>
    static readonly FrozenSet<string> Moving = new[] { "head", "travel", "fly", "go", "visit", "leave", "meet", "arrive", "come", "depart", "return", "tour", "host" }.ToFrozenSet(StringComparer.Ordinal);

    public static Modality? Read(Predicate predicate)
    {
        if (predicate.Negated)
            return null;
        var parent = predicate.Parent;
        if (parent is not null && predicate.Infinitive)
            return OfInfinitive(parent);
        if (parent is { Lemma: "deny", Negated: false } && predicate.Gerund)
            return Modality.Denied;
        if (parent is not null && predicate.Gerund && Doubting.Contains(parent.Lemma))
            return Modality.Alleged;
        if (Hedged(predicate))
            return Modality.Alleged;
        switch (predicate.Modal)
        {
            case "will" or "shall" or "'ll" or "’ll":
                return Modality.Planned;
            case "would" or "'d" or "’d":
                return parent is not null && Reporting.IsVerb(parent.Lemma) ? Modality.Planned : Modality.Projected;
            case "may" or "might" or "could":
                return Modality.Projected;
            case "can" or "cannot":
                return Modality.Happened;
            case "should" or "must" or "ought":
                return Modality.Proposed;
        }
        if (predicate.Progressive && !predicate.Past && !predicate.Perfect && Moving.Contains(predicate.Lemma))
            return Modality.Planned;
        if (predicate.InFuture)
            return Modality.Planned;
        if (predicate.Conditional)
            return Modality.Projected;
        if (parent is not null && parent.ComplementKind == ComplementKind.Clause)
        {
            if (parent.Negated && Reporting.IsVerb(parent.Lemma))
                return null;
            if (parent.Lemma == "deny")
                return Modality.Denied;
            if (Doubting.Contains(parent.Lemma))
                return Modality.Alleged;
        }
        return Modality.Happened;
    }

    /// <summary>"plans to send", "refused to sign", "is said to have sent": the verb in front decides.</summary>
    static Modality? OfInfinitive(Predicate parent)
    {
        if (parent.Negated || Refusing.Contains(parent.Lemma))
            return null;
        if (parent.Lemma == "threaten")
            return Modality.Threatened;
        if (parent.Lemma is "begin" or "start" or "continue" or "help" or "manage" or "use" or "appear" or "seem" or "allow" or "come" or "try" or "attempt")
            return Read(parent);
        if (Said(parent) is { } said)
            return said;
        if (parent.Passive && Doubting.Contains(parent.Lemma))
            return Modality.Alleged;
        return parent.Lemma is "be" or "have" || Planning.Contains(parent.Lemma) ? Modality.Planned : Modality.Proposed;
    }

    /// <summary>"denied that it plans to send": the plan's verb is inside what is denied or claimed.</summary>
    static Modality? Said(Predicate plan) =>
        plan.Parent is { ComplementKind: ComplementKind.Clause, Negated: false } speech && !plan.Infinitive
            ? speech.Lemma == "deny" ? Modality.Denied : Doubting.Contains(speech.Lemma) ? Modality.Alleged : null
            : plan.Parent is { Lemma: "deny", Negated: false } && plan.Gerund ? Modality.Denied : null;

    static bool Hedged(Predicate predicate)
    {
        for (var i = Math.Max(0, predicate.Start - 1); i < Math.Min(predicate.End + 1, predicate.Tokens.Length); i++)
            if (predicate.Tokens[i].Lower is "allegedly" or "reportedly" or "apparently" or "supposedly" or "purportedly")
                return true;
        return false;
    }
}
