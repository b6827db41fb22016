using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Verbs that introduce what somebody says, thinks or shows.</summary>
static class Reporting
{
    static readonly FrozenSet<string> Verbs = new[]
    {
        "say", "tell", "state", "announce", "declare", "claim", "allege", "report", "confirm", "deny", "warn", "insist", "assert", "argue", "believe", "think", "add", "note", "admit", "acknowledge",
        "indicate", "suggest", "hint", "reiterate", "stress", "emphasise", "emphasize", "maintain", "contend", "explain", "reveal", "disclose", "predict", "expect", "hope", "fear", "agree", "know",
        "conclude", "determine", "find", "show", "demand", "propose", "recommend", "promise", "pledge", "vow", "threaten", "swear", "imply", "charge", "complain", "remark", "observe", "comment", "write",
        "tweet", "repeat", "affirm", "assure", "inform", "concede", "boast", "estimate", "speculate", "decide", "see", "hear", "learn", "feel", "understand", "caution", "cite", "mean", "ensure", "signal",
    }.ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> Nouns = new[]
    {
        "claim", "report", "statement", "announcement", "allegation", "accusation", "warning", "belief", "fear", "concern", "hope", "fact", "news", "threat", "demand", "call", "suggestion", "assertion", "evidence", "sign", "idea", "possibility",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsVerb(string lemma) => Verbs.Contains(lemma);

    public static bool IsNoun(string lemma) => Nouns.Contains(lemma);

    /// <summary>Whether the verb or noun in front of a chunk introduces a clause: "told reporters that", "fears that".</summary>
    public static bool Precedes(List<Chunk> chunks, int at)
    {
        for (var k = at - 1; k >= 0 && at - k < 8; k--)
        {
            if (chunks[k].Verb is { } verb)
                return IsVerb(verb.Lemma);
            if (k == at - 1 && chunks[k].Noun is { } noun && IsNoun(noun.Lemma))
                return true;
            if (chunks[k].Is(Tag.Comma))
                return false;
        }
        return false;
    }
}
