namespace Briefings.Extraction;

/// <summary>Says of each token what part it plays, from word lists, endings and the neighbours.</summary>
static class Tagger
{
    public static void Tag(Token[] tokens, Gazetteer gazetteer)
    {
        for (var i = 0; i < tokens.Length; i++)
            First(tokens, i);
        for (var i = 0; i < tokens.Length; i++)
            Idioms.Tag(tokens, i);
        for (var i = 0; i < tokens.Length; i++)
            if (tokens[i].Capital && gazetteer.Find(tokens, i, tokens.Length, out var length) is not null)
                for (var end = i + length; i < end; i++)
                {
                    tokens[i].Tag = Extraction.Tag.Proper;
                    if (i + 1 == end)
                        break;
                }
        for (var i = 0; i < tokens.Length; i++)
            if (tokens[i].Tag == Extraction.Tag.Other)
                tokens[i].Tag = Open(tokens, i);
        for (var i = 0; i < tokens.Length; i++)
            Settle(tokens, i);
        OrganisationWords.Join(tokens, gazetteer);
    }

    /// <summary>What can be said of a token alone.</summary>
    static void First(Token[] tokens, int i)
    {
        var token = tokens[i];
        var lower = token.Lower;
        token.Lemma = lower;
        if (VerbForms.TryGet(lower, out var lemma, out var form))
            (token.VerbLemma, token.Form) = (lemma, form);
        else if (!token.Capital && VerbForms.Guess(lower) is { } guessed)
            (token.VerbLemma, token.Form) = guessed;
        var c = token.Text[0];
        if (!char.IsLetterOrDigit(c))
        {
            token.Tag = Mark(token, tokens, i);
            return;
        }
        if (char.IsDigit(c))
        {
            token.Tag = Extraction.Tag.Number;
            return;
        }
        if (WordClasses.ClosedTag(lower) is { } closed && !(token.Capital && i > 0 && IsName(tokens, i)))
            token.Tag = closed;
        else if (lower == "to")
            token.Tag = Extraction.Tag.To;
        else if (Numbers.IsNumberWord(lower))
            token.Tag = Extraction.Tag.Number;
        if (lower is "may" or "might" or "will" && token.Tag == Extraction.Tag.Modal && (token.Capital && i > 0 || i > 0 && tokens[i - 1].Tag is Extraction.Tag.Determiner or Extraction.Tag.Possessive or Extraction.Tag.Genitive))
            token.Tag = token.Capital ? Extraction.Tag.Proper : Extraction.Tag.Noun;
    }

    /// <summary>"May", "US" or "Will" inside a sentence are names rather than the small words they resemble.</summary>
    static bool IsName(Token[] tokens, int i) =>
        tokens[i].Text is "US" or "May" or "Will" or "IT" or "WHO" or "Us" ? tokens[i].Text is not "Us" : false;

    static Tag Mark(Token token, Token[] tokens, int i) => token.Text switch
    {
        "," => Extraction.Tag.Comma,
        ";" or ":" => Extraction.Tag.Dash,
        "(" or "[" or "{" => Extraction.Tag.Open,
        ")" or "]" or "}" => Extraction.Tag.Close,
        "\"" or "“" or "”" or "«" or "»" or "``" or "''" or "„" => Extraction.Tag.Quote,
        "-" or "–" or "—" or "--" => Extraction.Tag.Dash,
        "." or "!" or "?" or "…" or "..." => Extraction.Tag.Stop,
        "&" => Extraction.Tag.Conjunction,
        "'s" or "’s" or "'S" or "ʼs" => i + 1 < tokens.Length && tokens[i - 1].Lower is "it" or "he" or "she" or "that" or "there" or "what" ? Extraction.Tag.Auxiliary : Extraction.Tag.Genitive,
        "'" or "’" => i > 0 && token.Start == tokens[i - 1].End && tokens[i - 1].Lower.EndsWith('s') ? Extraction.Tag.Genitive : Extraction.Tag.Quote,
        "'ll" or "’ll" or "'d" or "’d" => Extraction.Tag.Modal,
        "'re" or "’re" or "'m" or "’m" or "'ve" or "’ve" => Extraction.Tag.Auxiliary,
        "‘" or "`" => Extraction.Tag.Quote,
        _ => Extraction.Tag.Other,
    };

    /// <summary>Open classes, with a look at the tokens before.</summary>
    static Tag Open(Token[] tokens, int i)
    {
        var token = tokens[i];
        if (!char.IsLetter(token.Text[0]))
            return Extraction.Tag.Other;
        if (token.Capital && (i > 0 && !AfterOpening(tokens, i) || Gazetteer.Standard.IsName(token.Lower)))
            return Extraction.Tag.Proper;
        if (token.Capital && i + 1 < tokens.Length && tokens[i + 1].Capital && tokens[i + 1].Tag is Extraction.Tag.Other && token.VerbLemma is null)
            return Extraction.Tag.Proper;
        if (token.VerbLemma is not null)
            return Extraction.Tag.Verb;
        if (token.Capital && !WordClasses.IsAdjective(token.Lower) && !Nouns.IsCommon(token.Lower) && !token.Lower.EndsWith("ly", StringComparison.Ordinal))
            return Extraction.Tag.Proper;
        if (WordClasses.IsAdjective(token.Lower))
            return Extraction.Tag.Adjective;
        if (token.Lower.Length > 4 && token.Lower.EndsWith("ly", StringComparison.Ordinal) && token.Lower is not ("family" or "supply" or "assembly" or "rally" or "ally" or "italy" or "monopoly" or "anomaly" or "july" or "early" or "elderly" or "friendly" or "deadly" or "daily" or "weekly" or "monthly"))
            return Extraction.Tag.Adverb;
        return Extraction.Tag.Noun;
    }

    static bool AfterOpening(Token[] tokens, int i) => tokens[i - 1].Tag is Extraction.Tag.Quote or Extraction.Tag.Open;

    /// <summary>Whether a word that can be a verb is one here.</summary>
    static void Settle(Token[] tokens, int i)
    {
        var token = tokens[i];
        if (token.Lower == "since" && i > 0 && tokens[i - 1].Lower is "has" or "have" or "had")
            token.Tag = Extraction.Tag.Adverb;
        if (token.Tag == Extraction.Tag.Adjective && Roles.IsRole(token.Lower) && (i + 1 == tokens.Length || tokens[i + 1].Tag is not (Extraction.Tag.Noun or Extraction.Tag.Proper or Extraction.Tag.Adjective or Extraction.Tag.Number) && !(tokens[i + 1].Tag == Extraction.Tag.Verb && VerbForms.IsNounLike(tokens[i + 1].VerbLemma!) && (tokens[i + 1].Form & (VerbForm.Base | VerbForm.Third)) != 0)))
            token.Tag = Extraction.Tag.Noun;
        // "may back Ukraine", "to back the plan", but "may go back".
        if (token.Lower == "back" && token.VerbLemma is not null && i > 0 && tokens[i - 1].Tag is Extraction.Tag.Modal or Extraction.Tag.To or Extraction.Tag.Not && i + 1 < tokens.Length && tokens[i + 1].Tag is Extraction.Tag.Proper or Extraction.Tag.Determiner or Extraction.Tag.Possessive or Extraction.Tag.Adjective)
            token.Tag = Extraction.Tag.Verb;
        if (token.Tag == Extraction.Tag.Verb)
            token.Tag = VerbContext.TagOf(tokens, i);
        if (token.Tag == Extraction.Tag.Verb)
            token.Lemma = token.VerbLemma!;
        else if (token.Tag is Extraction.Tag.Noun)
            token.Lemma = WordClasses.Singular(token.Lower);
    }
}
