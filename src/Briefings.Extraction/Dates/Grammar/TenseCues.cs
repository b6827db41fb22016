namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Reads the tense around a date off the nearest verb: first to its left, then to its right, within its sentence.</summary>
static class TenseCues
{
    /// <summary>How many tokens either way are looked at, so that a long text stays linear.</summary>
    const int Reach = 30;

    /// <summary>The tense that governs the tokens from one index to another, exclusive.</summary>
    public static Tense Around(string text, List<Token> tokens, int from, int to)
    {
        var before = from > 0 ? tokens[from - 1].Lex : Lex.Mark;
        if (before == Lex.Since)
        {
            return Tense.Past;
        }

        var words = new VerbWords(text, tokens);
        // "said that on Thursday he would leave": the clause begins with the date.
        var opens = from > 1 && (before == Lex.That || (before == Lex.On && tokens[from - 2].Lex == Lex.That));
        var cue = opens ? Cue.None : Leftward(words, tokens, from);
        if (cue == Cue.None)
        {
            cue = Rightward(words, tokens, to);
        }

        return cue switch
        {
            Cue.Future => Tense.Future,
            Cue.Past => Tense.Past,
            _ => before is Lex.By or Lex.Until ? Tense.Future : Tense.Unknown,
        };
    }

    static Cue Leftward(VerbWords words, List<Token> tokens, int from)
    {
        var (infinitive, present) = (-1, false);
        for (var i = from - 1; i >= 0 && i >= from - Reach && !words.EndsSentence(i); i--)
        {
            var cue = words.CueAt(i);
            if (infinitive >= 0)
            {
                if (words.Governs(i, infinitive))
                {
                    return Cue.Future;
                }

                if (cue is Cue.Past or Cue.Future or Cue.Ahead)
                {
                    return cue == Cue.Past ? Cue.Past : Cue.Future;
                }

                continue;
            }

            switch (cue)
            {
                case Cue.To:
                    infinitive = i;
                    break;
                case Cue.Present when i + 1 == from || words.IsProgressive(i + 1):
                    return Cue.Future;
                case Cue.Present:
                    present = true;
                    break;
                case Cue.Past or Cue.Future or Cue.Ahead:
                    return present ? Cue.Present : cue == Cue.Past ? Cue.Past : Cue.Future;
                default:
                    break;
            }
        }

        // A verb after "to" that nothing governs is a headline: "Ministers to meet on Tuesday".
        return infinitive >= 0 ? Cue.Future : present ? Cue.Present : Cue.None;
    }

    static Cue Rightward(VerbWords words, List<Token> tokens, int to)
    {
        var inClause = false;
        for (var i = to; i < tokens.Count && i < to + Reach && !words.EndsSentence(i); i++)
        {
            var cue = words.CueAt(i);
            if (cue is Cue.Past or Cue.Future && !inClause)
            {
                return cue;
            }

            inClause = cue is not (Cue.Past or Cue.Future) && (inClause || words.OpensClause(i));

            if (cue == Cue.Present && i + 1 < tokens.Count && (tokens[i + 1].Lex == Lex.To || words.IsProgressive(i + 1)))
            {
                return Cue.Future;
            }
        }

        return Cue.None;
    }
}
