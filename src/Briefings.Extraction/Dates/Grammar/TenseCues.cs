using System.Collections.Frozen;

namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Reads the tense around a date off the nearest verb: first to its left, then to its right, within its sentence.</summary>
static class TenseCues
{
    enum Cue : byte
    {
        None,
        Past,
        Future,

        /// <summary>A noun for what is to come, such as "deadline": it dates what follows it, not what stands before.</summary>
        Ahead,

        /// <summary>A form of "be" in the present: with "-ing" or "to" it looks ahead, with a participle it says nothing.</summary>
        Present,

        /// <summary>"to" and a verb: as the word that governs it, or ahead when none does.</summary>
        To,
    }

    /// <summary>How many tokens either way are looked at, so that a long text stays linear.</summary>
    const int Reach = 30;

    const string PastWords =
        "was were had did said told met held took went came began begun left won lost hit struck fell rose sent made gave found became saw got "
        + "spoke shot fled broke wrote led fought chose drew drove paid sold built sought brought bought caught taught thought kept stood ran "
        + "stepped overthrew threw grew knew flew blew swore wore tore bore rode sat felt dealt meant heard understood withdrew shook woke laid "
        + "fed read died gone been done seen taken given known shown ago didn wasn weren hadn couldn";

    const string FutureWords =
        "will shall must would should ll wo won't let scheduled planned expected slated poised planning intends intend hopes hope expects "
        + "expect wants want vows pledges promises aims proposed begins opens starts meets visits arrives hosts travels runs "
        + "kicks gonna going likely set maybe please schedule arrange book shall can cannot could invites invited";

    const string AheadWords = "plan plans deadline bid proposal ahead upcoming forthcoming due tentatively";

    /// <summary>Words whose infinitive lies ahead of them although they stand in the past themselves.</summary>
    const string Promises =
        "agreed vowed pledged promised asked urged requested request requests ordered decided decision agreement deal prepared preparing prepares offered offer "
        + "threatened warned called calls told invited committed is are was were be proposed resolution need needs due obliged voted chose";

    static readonly FrozenDictionary<string, Cue>.AlternateLookup<ReadOnlySpan<char>> Cues = Build().GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AheadOf =
        Promises.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NotVerbs =
        "hundred sacred naked united indeed wicked need seed speed feed breed exceed proceed succeed unprecedented alleged reed shed bed red speed limited"
            .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    static FrozenDictionary<string, Cue> Build()
    {
        var cues = new Dictionary<string, Cue>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in PastWords.Split(' '))
        {
            cues[word] = Cue.Past;
        }

        foreach (var word in FutureWords.Split(' '))
        {
            cues[word] = Cue.Future;
        }

        foreach (var word in (ReadOnlySpan<string>)["is", "are", "am", "m", "re", "be"])
        {
            cues[word] = Cue.Present;
        }

        foreach (var word in AheadWords.Split(' '))
        {
            cues[word] = Cue.Ahead;
        }

        return cues.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The tense that governs the tokens from one index to another, exclusive.</summary>
    public static Tense Around(string text, List<Token> tokens, int from, int to)
    {
        var before = from > 0 ? tokens[from - 1].Lex : Lex.Other;
        if (before == Lex.Since)
        {
            return Tense.Past;
        }

        if (before == Lex.For && from > 1 && CueAt(text, tokens, from - 2) != Cue.Past)
        {
            return Tense.Future;
        }

        // "said that on Thursday he would leave": the clause begins with the date.
        var opens = from > 1 && (tokens[from - 1].Lex == Lex.That || (before == Lex.On && tokens[from - 2].Lex == Lex.That));
        var cue = opens ? Cue.None : Leftward(text, tokens, from);
        if (cue == Cue.None)
        {
            cue = Rightward(text, tokens, to);
        }

        return cue switch
        {
            Cue.Future => Tense.Future,
            Cue.Past => Tense.Past,
            _ => before is Lex.By or Lex.Until ? Tense.Future : cue == Cue.Present && from > 0 && CueAt(text, tokens, from - 1) == Cue.Present ? Tense.Future : Tense.Unknown,
        };
    }

    static Cue Leftward(string text, List<Token> tokens, int from)
    {
        var pending = Cue.None;
        for (var i = from - 1; i >= 0 && i >= from - Reach; i--)
        {
            if (EndsSentence(text, tokens, i))
            {
                break;
            }

            var cue = CueAt(text, tokens, i);
            cue = cue == Cue.Ahead ? Cue.Future : cue;
            if (cue == Cue.To)
            {
                pending = Cue.To;
                continue;
            }

            if (pending == Cue.To)
            {
                if (cue != Cue.None || AheadOf.Contains(Span(text, tokens[i])))
                {
                    return cue == Cue.Future || AheadOf.Contains(Span(text, tokens[i])) ? Cue.Future : Cue.Past;
                }

                continue;
            }

            if (cue == Cue.Present)
            {
                if (i + 1 < from && Span(text, tokens[i + 1]).EndsWith("ing", StringComparison.OrdinalIgnoreCase))
                {
                    return Cue.Future;
                }

                if (i + 1 == from)
                {
                    return Cue.Future;
                }

                pending = Span(text, tokens[i]).Equals("be", StringComparison.OrdinalIgnoreCase) ? pending : Cue.Present;
            }
            else if (cue != Cue.None)
            {
                return pending == Cue.Present ? pending : cue;
            }
        }

        // A verb after "to" that nothing governs is a headline: "Ministers to meet on Tuesday".
        return pending == Cue.To ? Cue.Future : pending;
    }

    static Cue Rightward(string text, List<Token> tokens, int to)
    {
        for (var i = to; i < tokens.Count && i < to + Reach; i++)
        {
            var cue = CueAt(text, tokens, i);
            if (cue is Cue.Past or Cue.Future)
            {
                return cue;
            }

            if (cue == Cue.Present && i + 1 < tokens.Count
                && (tokens[i + 1].Lex == Lex.To || Span(text, tokens[i + 1]).EndsWith("ing", StringComparison.OrdinalIgnoreCase)))
            {
                return Cue.Future;
            }

            if (EndsSentence(text, tokens, i))
            {
                break;
            }
        }

        return Cue.None;
    }

    static Cue CueAt(string text, List<Token> tokens, int i)
    {
        var token = tokens[i];
        if (token.Lex == Lex.To)
        {
            return i + 1 < tokens.Count && tokens[i + 1] is { Lex: Lex.Other, Length: > 2 } verb && char.IsAsciiLetterLower(text[verb.From])
                && !Span(text, verb).EndsWith("ing", StringComparison.Ordinal) && Span(text, verb) is not ("his" or "her" or "their" or "its" or "our" or "all")
                    ? Cue.To : Cue.None;
        }

        if (token.Lex is Lex.Mark or Lex.Number)
        {
            return Cue.None;
        }

        var word = Span(text, token);
        if (word is "won" && i + 2 < tokens.Count && tokens[i + 1].To == tokens[i + 2].From && Span(text, tokens[i + 2]) is "t")
        {
            return Cue.Future;
        }

        if (Cues.TryGetValue(word, out var cue))
        {
            return cue;
        }

        if (token.Lex != Lex.Other || word.Length < 4 || !word.EndsWith("ed", StringComparison.Ordinal) || NotVerbs.Contains(word)
            || !char.IsAsciiLetterLower(word[0]))
        {
            return Cue.None;
        }

        // "to be completed", "is committed": the participle is no past.
        return i > 0 && Cues.TryGetValue(Span(text, tokens[i - 1]), out var left) && left == Cue.Present ? Cue.None : Cue.Past;
    }

    static bool EndsSentence(string text, List<Token> tokens, int i) =>
        tokens[i] is { Lex: Lex.Mark } mark
        && (mark.Value is '!' or '?' or ';'
            || (mark.Value == '.' && (i + 1 == tokens.Count || (!IsAbbreviation(text, tokens, i - 1) && (tokens[i + 1].From > mark.To || tokens[i + 1] is { Lex: Lex.Mark, Value: '"' or '”' or '’' or ')' }))
                || text.AsSpan(mark.To, tokens[i + 1].From - mark.To).Contains('\n'))));

    /// <summary>"U.S.", "Mr.", "Gen.", "Jan.": a single letter or a short capitalised word.</summary>
    static bool IsAbbreviation(string text, List<Token> tokens, int i) =>
        i >= 0 && tokens[i] is { Lex: Lex.Other or Lex.Month } word && (word.Length == 1 || (word.Length <= 4 && char.IsUpper(text[word.From]) && !Span(text, word).SequenceEqual("May")));

    static ReadOnlySpan<char> Span(string text, Token token) => text.AsSpan(token.From, token.Length);
}
