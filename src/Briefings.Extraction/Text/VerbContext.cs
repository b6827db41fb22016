using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Tells verbs from the nouns and adjectives that look the same, by what stands around them.</summary>
static class VerbContext
{
    static readonly FrozenSet<string> Attributive = new[]
    {
        "escalating", "rising", "growing", "mounting", "worsening", "deteriorating", "leading", "existing", "remaining", "warring", "feuding", "ruling", "visiting", "increasing", "continuing", "neighbouring", "neighboring",
        "opposing", "competing", "governing", "outgoing", "incoming", "starving", "surviving", "fleeing", "invading", "occupying", "fighting", "sweeping", "lasting", "pressing", "simmering", "lingering", "looming", "damaging",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>"intelligence sharing", "drug trafficking": nouns that form a compound with the gerund behind them.</summary>
    static readonly FrozenSet<string> Compounding = new[] { "intelligence", "information", "drug", "drugs", "money", "power", "arms", "human", "people", "data", "cost", "peace", "oil", "weapons", "burden", "fact", "decision", "vote", "fund", "price", "ethnic" }.ToFrozenSet(StringComparer.Ordinal);

    public static Tag TagOf(Token[] tokens, int i)
    {
        var token = tokens[i];
        var before = Before(tokens, i);
        var previous = before >= 0 ? tokens[before] : null;
        var next = i + 1 < tokens.Length ? tokens[i + 1] : null;
        if (previous is { Tag: Tag.Modal or Tag.To or Tag.Not } or { Tag: Tag.Auxiliary, Lemma: "do" or "does" or "did" } && (token.Form & VerbForm.Base) != 0
            && !(previous.Tag == Tag.To && NounAfterTo(token, next)))
            return Tag.Verb;
        if (WordClasses.IsAdjective(token.Lower) && previous is not { Tag: Tag.To or Tag.Modal or Tag.Pronoun or Tag.Not } && next is { Tag: Tag.Noun or Tag.Adjective or Tag.Proper or Tag.Number } && !(token.Form == VerbForm.Past) && !((token.Form & VerbForm.Past) != 0 && previous is { Tag: Tag.Noun or Tag.Proper or Tag.Close or Tag.Comma }) && !(previous is { Tag: Tag.Auxiliary } && (token.Form & (VerbForm.Participle | VerbForm.Gerund)) != 0))
            return Tag.Adjective;
        if ((token.Form & VerbForm.Base) != 0 && WordClasses.IsAdjective(token.Lower) && previous is { Tag: Tag.Verb or Tag.Determiner or Tag.Preposition or Tag.Possessive or Tag.Adjective } && next is { Tag: Tag.Noun or Tag.Adjective or Tag.Comma or Tag.Verb or Tag.Proper })
            return Tag.Adjective;
        if ((token.Form & VerbForm.Gerund) != 0)
            return Gerund(tokens, i, previous, next);
        if ((token.Form & (VerbForm.Past | VerbForm.Participle)) != 0)
            return PastOrParticiple(tokens, i, previous, next);
        if ((token.Form & VerbForm.Third) != 0)
            return Third(tokens, i, previous, next);
        return Base(tokens, i, previous, next);
    }

    /// <summary>Index of the token before, adverbs skipped; -1 at the beginning.</summary>
    static int Before(Token[] tokens, int i)
    {
        var k = i - 1;
        while (k >= 0 && tokens[k].Tag == Tag.Adverb)
            k--;
        return k;
    }

    static bool NounAfterTo(Token token, Token? next) =>
        VerbForms.IsNounLike(token.VerbLemma!) && next is { Tag: Tag.Preposition or Tag.Stop or Tag.Comma } && next.Lower is not ("up" or "out" or "off" or "down" or "for" or "with" or "on" or "over" or "against" or "at" or "in" or "back");

    static Tag Gerund(Token[] tokens, int i, Token? previous, Token? next)
    {
        if (previous is { Tag: Tag.Auxiliary })
            return Tag.Verb;
        if (Attributive.Contains(tokens[i].Lower) && next is { Tag: Tag.Noun or Tag.Adjective or Tag.Verb })
            return Tag.Adjective;
        if (previous is { Tag: Tag.Noun } && Compounding.Contains(previous.Lower) && next is not { Tag: Tag.Determiner or Tag.Proper or Tag.Possessive })
            return Tag.Noun;
        if (previous is { Tag: Tag.Determiner or Tag.Possessive or Tag.Genitive or Tag.Adjective })
            return next is { Tag: Tag.Noun or Tag.Verb } && previous.Tag != Tag.Genitive && token(tokens, i).VerbLemma is not ("kill" or "shell" or "bomb") && next.Tag == Tag.Noun ? Tag.Adjective : Tag.Noun;
        if (token(tokens, i).Lower is "meeting" or "building" or "bombing" or "killing" or "shelling" or "fighting" or "hearing" or "ruling" or "shooting" or "training" or "funding" or "following" or "including" or "concerning" or "regarding" or "according")
            return token(tokens, i).Lower is "following" or "including" or "concerning" or "regarding" or "according" ? Tag.Preposition
                : next is { Tag: Tag.Determiner or Tag.Proper or Tag.Possessive } && previous is not { Tag: Tag.Preposition or Tag.Noun or Tag.Adjective } ? Tag.Verb : Tag.Noun;
        return Tag.Verb;

        static Token token(Token[] tokens, int i) => tokens[i];
    }

    static Tag PastOrParticiple(Token[] tokens, int i, Token? previous, Token? next)
    {
        var token = tokens[i];
        if (previous is { Tag: Tag.Auxiliary })
            return Tag.Verb;
        var attributive = next is { Tag: Tag.Noun or Tag.Proper or Tag.Adjective } || next is { Tag: Tag.Verb } && (next.Form & (VerbForm.Base | VerbForm.Third)) != 0 && VerbForms.IsNounLike(next.VerbLemma!);
        if (previous is { Tag: Tag.Determiner or Tag.Possessive or Tag.Genitive or Tag.Adjective or Tag.Number } && !(previous.Lower is "all" or "both" or "this" or "that" or "each"))
            return attributive && (token.Form & VerbForm.Participle) != 0 ? Tag.Adjective : (token.Form & VerbForm.Base) != 0 && previous.Tag is not Tag.Number ? Tag.Noun : previous.Tag is Tag.Determiner or Tag.Possessive or Tag.Genitive && token.Form is VerbForm.Past or VerbForm.Base ? Tag.Noun : Tag.Verb;
        if (previous is null or { Tag: Tag.Preposition or Tag.Verb or Tag.To } && attributive && (token.Form & VerbForm.Participle) != 0)
            return Tag.Adjective;
        if (previous is { Tag: Tag.Verb or Tag.Conjunction } && next is { Tag: Tag.Noun or Tag.Proper } && (token.Lower is "alleged" or "suspected" or "proposed" or "planned" or "unarmed" or "armed" or "wanted"))
            return Tag.Adjective;
        if (VerbForms.IsNounLike(token.VerbLemma!) && (token.Form & VerbForm.Base) != 0)
            return Base(tokens, i, previous, next);
        return Tag.Verb;
    }

    static Tag Third(Token[] tokens, int i, Token? previous, Token? next)
    {
        var token = tokens[i];
        if (previous is null or { Tag: Tag.Determiner or Tag.Possessive or Tag.Genitive or Tag.Adjective or Tag.Preposition or Tag.Number or Tag.To or Tag.Verb })
            return Tag.Noun;
        if (previous is { Tag: Tag.Pronoun or Tag.Relative })
            return Tag.Verb;
        if (VerbForms.IsNounLike(token.VerbLemma!) && Governed(tokens, i))
            return Tag.Noun;
        if (previous is { Tag: Tag.Conjunction or Tag.Comma } && VerbForms.IsNounLike(token.VerbLemma!))
            return HasFiniteBefore(tokens, i) && next is { Tag: Tag.Determiner or Tag.Proper } ? Tag.Verb : Tag.Noun;
        if (!VerbForms.IsNounLike(token.VerbLemma!))
            return Tag.Verb;
        return HasFiniteAfter(tokens, i) || HasFiniteBefore(tokens, i) ? Tag.Noun : Tag.Verb;
    }

    /// <summary>Whether the words in front belong to a phrase that a verb or preposition governs: "criticising frequent US strikes".</summary>
    static bool Governed(Token[] tokens, int i)
    {
        var k = i - 1;
        while (k >= 0 && tokens[k].Tag is Tag.Noun or Tag.Proper or Tag.Adjective or Tag.Determiner or Tag.Number or Tag.Possessive)
            k--;
        if (k < 0 || k >= i - 1)
            return false;
        // After a preposition the phrase may end before the verb: "an operation in Spain sounds good".
        return tokens[k].Tag == Tag.Verb || tokens[k].Tag == Tag.Preposition && (HasFiniteBefore(tokens, k) && !ClauseOpens(tokens, k) || HasFiniteAfter(tokens, i));
    }

    /// <summary>Whether the name in front is the second of a pair: "Norway and the Czech Republic agree".</summary>
    static bool AfterPair(Token[] tokens, int i)
    {
        var k = i - 1;
        while (k >= 0 && tokens[k].Tag is Tag.Proper or Tag.Adjective or Tag.Determiner or Tag.Noun)
            k--;
        return k > 0 && tokens[k].Lower == "and" && tokens[k - 1].IsNominal;
    }

    /// <summary>"demanded that Spain grant": a bare verb after a demand.</summary>
    static bool Subjunctive(Token[] tokens, int i)
    {
        if (i == 0 || tokens[i - 1].Tag is not (Tag.Noun or Tag.Proper or Tag.Close or Tag.Pronoun or Tag.Adverb or Tag.Number or Tag.Comma) || i + 1 < tokens.Length && tokens[i + 1].Tag is Tag.Preposition or Tag.Stop && VerbForms.IsNounLike(tokens[i].VerbLemma!) && tokens[i - 1].Tag == Tag.Noun)
            return false;
        var that = false;
        for (var k = i - 1; k >= 0 && i - k < 18; k--)
        {
            if (tokens[k].Lower == "that")
                that = true;
            else if (tokens[k].VerbLemma is "demand" or "insist" or "recommend" or "propose" or "request" or "suggest" or "urge" or "order" or "require" or "ask")
                return that || tokens[k].VerbLemma is "recommend" or "demand" or "propose" && tokens[k].Tag == Tag.Verb && k + 1 < i;
            else if (tokens[k].Tag is Tag.Verb or Tag.Auxiliary or Tag.Modal)
                return false;
        }
        return false;
    }

    /// <summary>Whether the clause that a preposition stands in was opened by "that" and has no verb yet.</summary>
    static bool ClauseOpens(Token[] tokens, int k)
    {
        for (var i = k; i >= 0; i--)
        {
            if (tokens[i].Lower == "that")
                return true;
            if (tokens[i].Tag is Tag.Verb or Tag.Auxiliary or Tag.Modal)
                return false;
        }
        return false;
    }

    static Tag Base(Token[] tokens, int i, Token? previous, Token? next)
    {
        var token = tokens[i];
        var nounLike = VerbForms.IsNounLike(token.VerbLemma!);
        if (Subjunctive(tokens, i))
            return Tag.Verb;
        if (previous is null)
            return nounLike ? Tag.Noun : Tag.Verb;
        if (previous.Tag is Tag.Determiner or Tag.Possessive or Tag.Genitive or Tag.Adjective or Tag.Preposition or Tag.Number or Tag.Verb or Tag.Auxiliary)
            return nounLike || previous.Tag is not Tag.Verb ? Tag.Noun : Tag.Verb;
        if (previous.Tag is Tag.Pronoun or Tag.Relative)
            return Tag.Verb;
        // A bare form agrees with a plural subject; after a singular it is a noun in a compound, as in "peace offer".
        var plural = previous is { Tag: Tag.Noun or Tag.Proper } && previous.Lower.EndsWith('s') && !previous.Lower.EndsWith("ss", StringComparison.Ordinal) || previous.Tag == Tag.Noun && previous.Lower is "people" or "men" or "women" or "police" or "children";
        if (plural && !(nounLike && (HasFiniteAfter(tokens, i) || HasFiniteBefore(tokens, i))))
            return Tag.Verb;
        if (previous.Tag == Tag.Proper && AfterPair(tokens, i) && !HasFiniteAfter(tokens, i))
            return Tag.Verb;
        if (previous.Tag is Tag.Conjunction or Tag.Comma && !nounLike)
            return Tag.Verb;
        return Tag.Noun;
    }

    /// <summary>Whether a finite verb follows before the clause ends, so that a word before it can be its subject.</summary>
    static bool HasFiniteAfter(Token[] tokens, int i)
    {
        for (var k = i + 1; k < tokens.Length; k++)
        {
            var token = tokens[k];
            if (token.Tag is Tag.Modal || token.Tag == Tag.Auxiliary && token.Lower is not ("been" or "being" or "having" or "be"))
                return true;
            if (token.Tag == Tag.Verb && (token.Form & VerbForm.Past) != 0 && tokens[k - 1].Tag is not (Tag.Determiner or Tag.Preposition))
                return !(k + 1 < tokens.Length && tokens[k + 1].Lower == "by");
            if (token.Tag is Tag.Comma or Tag.Stop or Tag.Dash or Tag.Relative or Tag.Subordinator or Tag.Quote)
                return false;
        }
        return false;
    }

    static bool HasFiniteBefore(Token[] tokens, int i)
    {
        for (var k = i - 1; k >= 0; k--)
        {
            var token = tokens[k];
            if (token.Tag is Tag.Modal or Tag.Auxiliary || token.Tag == Tag.Verb && (token.Form & (VerbForm.Past | VerbForm.Third)) != 0)
                return true;
            if (token.Tag is Tag.Comma or Tag.Stop or Tag.Dash or Tag.Relative or Tag.Subordinator or Tag.Quote)
                return false;
        }
        return false;
    }
}
