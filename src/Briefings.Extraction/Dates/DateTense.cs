namespace Briefings.Extraction;

/// <summary>Reads off the verbs around a date expression whether an undated day lies behind or ahead.</summary>
static class DateTense
{
    public static bool? Of(string text, int at, string words)
    {
        var tokens = Tokenizer.Tokenize(text, 0, text.Length);
        Tagger.Tag(tokens, Gazetteer.Standard);
        var index = Array.FindIndex(tokens, t => t.End > at);
        return index < 0 ? null : Of(tokens, index, Array.FindLastIndex(tokens, t => t.Start < at + words.Length) + 1);
    }

    /// <summary>The nearest verb in front decides, else the nearest behind; <c>null</c> when there is none.</summary>
    public static bool? Of(Token[] tokens, int first, int last)
    {
        // "the October elections": the noun behind, not the verb, places it.
        if (last < tokens.Length && tokens[last].Tag == Tag.Noun && last == first + 1)
            return null;
        if (first > 0 && tokens[first - 1].Lower is "by")
            return true;
        if (first > 0 && tokens[first - 1].Lower is "until" or "till" or "through" && HasFuture(tokens, 0, first))
            return true;
        for (var i = first - 1; i >= 0; i--)
        {
            if (tokens[i].Tag is Tag.Stop or Tag.Dash && tokens[i].Text is ";" or "—")
                break;
            if (Verb(tokens, i) is { } tense)
                return tense;
        }
        for (var i = last; i < tokens.Length; i++)
            if (Verb(tokens, i) is { } tense)
                return tense;
        return null;
    }

    static bool HasFuture(Token[] tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (Verb(tokens, i) == true)
                return true;
        return false;
    }

    static bool? Verb(Token[] tokens, int i)
    {
        var token = tokens[i];
        if (token.Tag == Tag.Modal)
            return token.Lower is "will" or "shall" or "would" or "must" or "'ll" or "’ll" or "may" or "should" ? true : null;
        if (token.Lower is "upcoming" or "scheduled" or "deadline" or "due" or "planned" or "expected" or "forthcoming")
            return true;
        if (token.Tag == Tag.Auxiliary)
            return token.Lower is "was" or "were" or "had" or "did" or "has" or "have" or "been" ? false : i + 1 < tokens.Length && tokens[i + 1].Tag == Tag.To ? true : null;
        if (token.Tag != Tag.Verb)
            return null;
        if (i > 0 && tokens[i - 1].Tag == Tag.To)
            return i > 1 && tokens[i - 2].Tag == Tag.Auxiliary && tokens[i - 2].Lower is "is" or "are" or "be" || i > 1 && tokens[i - 2].VerbLemma is "plan" or "agree" or "expect" or "schedule" or "set" or "intend" or "want" or "ask" or "suspend" or "vow" or "promise" ? true : i > 1 && tokens[i - 2].Tag == Tag.Noun && tokens[i - 2].Lower is "plan" or "plans" or "request" or "bid" or "deal" or "agreement" or "minister" ? true : null;
        // In "will be held" and "was held" the auxiliary speaks.
        if (i > 0 && tokens[i - 1].Tag == Tag.Auxiliary && (token.Form & VerbForm.Participle) != 0 && tokens[i - 1].Lower is not ("is" or "are"))
            return null;
        if ((token.Form & VerbForm.Past) != 0 && (token.Form & VerbForm.Base) == 0)
            return false;
        if (i > 0 && tokens[i - 1].Lower is "is" or "are" && token.VerbLemma is "head" or "travel" or "fly" or "go" or "leave" or "meet" or "arrive" or "visit" or "hold" or "host")
            return true;
        return null;
    }
}
