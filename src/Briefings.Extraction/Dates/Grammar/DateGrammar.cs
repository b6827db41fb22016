namespace Briefings.Extraction.Dates.Grammar;

/// <summary>
/// Reads date expressions off tokens by recursive descent. Each method takes the index of a token and answers the reading that begins
/// there, or <c>null</c>; each looks a bounded number of tokens ahead, which keeps a whole text linear.
/// </summary>
/// <param name="limit">Index behind the last token of the expression itself; a year behind it may still qualify it.</param>
sealed partial class DateGrammar(string text, List<Token> tokens, int limit, Scope scope)
{
    /// <summary>Before the first token and behind the last: a mark, as at the end of a clause.</summary>
    static readonly Token Nothing = new(-1, -1, Lex.Mark, 0);

    Token At(int i) => i >= 0 && i < limit ? tokens[i] : Nothing;

    Token Beyond(int i) => i >= 0 && i < tokens.Count ? tokens[i] : Nothing;

    bool Is(int i, Lex lex) => At(i).Lex == lex;

    ReadOnlySpan<char> Word(Token token) => token.From < 0 ? default : text.AsSpan(token.From, token.Length);

    bool WordIs(int i, string word) => Word(At(i)).Equals(word, StringComparison.OrdinalIgnoreCase);

    bool IsCapital(int i) => At(i) is { From: >= 0 } token && char.IsUpper(text[token.From]);

    /// <summary>No space between a token and the next.</summary>
    bool Tight(int i) => i >= 0 && i + 1 < tokens.Count && tokens[i].To == tokens[i + 1].From;

    int Skip(int i, Lex lex) => Is(i, lex) ? i + 1 : i;

    int SkipMark(int i, char mark) => At(i).IsMark(mark) ? i + 1 : i;

    /// <summary>A whole expression: a limit ("since …"), a range, or a single date with what is tied to it.</summary>
    public Reading? Expression(int i) => Bounded(i) ?? Spanned(i);

    /// <summary>A range or a single date.</summary>
    Reading? Spanned(int i)
    {
        if (At(i).Lex is Lex.From or Lex.Between)
        {
            return Range(i + 1, At(i).Lex == Lex.Between) ?? (At(Skip(i + 1, Lex.The)).Lex is Lex.Number or Lex.Ordinal or Lex.Month
                && Single(i + 1) is { Precision: DatePrecision.Range } days ? days : null);
        }

        if (Is(i, Lex.For) && Duration(i + 1, out var length, out var next))
        {
            return For(length, SkipMark(next, ','));
        }

        return Range(i, between: false) ?? Single(i);
    }

    /// <summary>A date with the weekday, week, year or hour that is tied to it.</summary>
    Reading? Single(int i) => Term(i) is { } term ? Hours(Tied(term)) : null;

    /// <summary>How deep dates may lie within dates, as in "two days before the end of the first week of last month".</summary>
    const int Deepest = 5;

    int depth;

    Reading? Term(int i)
    {
        if (depth == Deepest)
        {
            return null;
        }

        depth++;
        var reading = Read(i);
        depth--;
        return reading;
    }

    Reading? Read(int i)
    {
        switch (At(i).Lex)
        {
            case Lex.The:
                return Is(i + 1, Lex.The) ? null : Read(i + 1);
            case Lex.Mark when Is(i + 1, Lex.Decade) && Tight(i):
                return DecadeTerm(i + 1);
            case Lex.Part when WordIs(i, "overnight"):
                return Overnight(i);
            case Lex.Rest:
                return Rest(i);
            case Lex.Number:
                return NumericDate(i) ?? YearFirst(i) ?? DayMonth(i) ?? Counted(i) ?? YearTerm(i);
            case Lex.Count or Lex.Vague or Lex.Couple or Lex.Article or Lex.Half:
                return (Is(i, Lex.Count) ? DayMonth(i) : null) ?? Counted(i) ?? SpokenYearTerm(i) ?? NthTerm(i);
            case Lex.Ordinal:
                return DayMonth(i) ?? NthTerm(i) ?? DayOfMonth(i);
            case Lex.Month:
                return Holiday(i) ?? MonthTerm(i);
            case Lex.Holiday:
                return Holiday(i);
            case Lex.Weekday:
                return WeekdayTerm(i, Pick.ByTense);
            case Lex.Day:
                return DayWord(i);
            case Lex.Now:
                return NowTerm(i);
            case Lex.Unit:
                return UnitTerm(i);
            case Lex.Fiscal:
                return YearTerm(i);
            case Lex.Season:
                return SeasonTerm(i, Pick.ByTense);
            case Lex.Weekend:
                return WeekendTerm(i, 0, definite: Is(i - 1, Lex.The));
            case Lex.QuarterCode or Lex.HalfCode:
                return PartOfYearCode(i);
            case Lex.Decade:
                return DecadeTerm(i);
            case Lex.Last or Lex.Past or Lex.Next or Lex.Coming or Lex.Following or Lex.This or Lex.That or Lex.Same:
                return Relative(i);
            case Lex.Early or Lex.Earlier or Lex.Mid or Lex.Late or Lex.Later or Lex.Start or Lex.End or Lex.Deadline:
                return Part(i);
            case Lex.In:
                return InDuration(i);
            case Lex.Within:
                return WithinDuration(i);
            default:
                return null;
        }
    }

    /// <summary>The tense that governs the tokens from one index to another, exclusive.</summary>
    public Tense TenseAround(int from, int to) => scope.Tense != Tense.Unknown ? scope.Tense : TenseCues.Around(text, tokens, from, to);

    Reading Today(int next, string rule) =>
        new(next, DatePrecision.Day, rule) { Fixed = Interval.Of(scope.Today), Relative = true, Unit = Unit.Day };

    static Reading? Fixed(int next, DatePrecision precision, string rule, Interval? interval, bool relative = false, Unit? unit = null) =>
        interval is { } placed ? new Reading(next, precision, rule) { Fixed = placed, Relative = relative, Unit = unit } : null;

    static Reading Yearly(int next, DatePrecision precision, string rule, Func<int, Interval?> occurrence, Pick pick = Pick.ByTense,
        Unit? unit = null) =>
        new(next, precision, rule) { Cycle = Cycle.Year, Occurrence = occurrence, Pick = pick, Relative = true, Unit = unit };
}
