namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Words that count whole units from the reference: "last", "next", "this", "that".</summary>
sealed partial class DateGrammar
{
    Reading? Relative(int i)
    {
        var lead = At(i).Lex;
        var j = i + 1;

        // "this past December", "the next following", "that same day"
        if (lead is Lex.This or Lex.That && At(j).Lex is Lex.Past or Lex.Coming or Lex.Last or Lex.Same)
        {
            lead = At(j).Lex;
            j++;
        }

        switch (At(j).Lex)
        {
            case Lex.Weekday:
                return lead is Lex.That or Lex.Same ? null : WeekdayBy(j, lead);
            case Lex.Month:
                return lead is Lex.That or Lex.Same ? null : Picked(MonthTerm(j), lead);
            case Lex.Season:
                return SeasonTerm(j, PickOf(lead));
            case Lex.Holiday:
                return Picked(Holiday(j), lead);
            case Lex.Weekend:
                return lead is Lex.Last or Lex.Past ? WeekendTerm(j, -1, true) : lead is Lex.Next ? WeekendTerm(j, 1, true)
                    : WeekendTerm(j, 0, true);
            case Lex.Part:
                return Daypart(i, j, lead);
            case Lex.Ordinal:
                return Picked(DayMonth(j), lead);
            case Lex.Number when NumericDate(j, tied: true) is { } numeric:
                return Picked(numeric, lead);
            case Lex.Date or Lex.Time:
                return lead == Lex.This && scope.Lenient ? Today(j + 1, "the day of the reference") : null;
            case Lex.Fiscal when Is(j + 1, Lex.Unit):
                var unit = WordIs(j, "working") && At(j + 1).Value == (int)Unit.Week ? Unit.WorkWeek : (Unit)At(j + 1).Value;
                return Shifted(i, j + 2, lead, unit, ", as the calendar has it,");
            case Lex.Unit:
                return LastOf(i, j, lead) ?? Shifted(i, j + 1, lead, (Unit)At(j).Value, "");
            default:
                return LastOf(i, j, lead) ?? (Duration(j, out var length, out var next)
                    && (!Is(next, Lex.Ago) || Duration(j, out length, out next, simple: true)) ? Rolling(next, lead, length) : null);
        }
    }

    static Pick PickOf(Lex lead) => lead switch
    {
        Lex.Last or Lex.Past => Pick.Last,
        Lex.This => Pick.This,
        Lex.Next or Lex.Coming or Lex.Following => Pick.Next,
        _ => Pick.ByTense,
    };

    static Reading? Picked(Reading? reading, Lex lead) =>
        reading is { Cycle: Cycle.Year } ? reading with { Pick = PickOf(lead) } : reading;

    /// <summary>"this morning", "last night", "the next morning", "that evening".</summary>
    Reading? Daypart(int i, int j, Lex lead) => lead switch
    {
        Lex.This => Today(j + 1, "part of the day of"),
        Lex.Last => Fixed(j + 1, DatePrecision.Day, "day before", Calendar.Whole(scope.Today, Unit.Day, -1), relative: true),
        Lex.Next or Lex.Following => FromAnchor(i, j + 1, Unit.Day, 1),
        Lex.That or Lex.Same => FromAnchor(i, j + 1, Unit.Day, 0),
        _ => null,
    };

    /// <summary>One unit before, at or after the reference: calendar units for "last" and "next", the stretch up to the reference for
    /// "past".</summary>
    Reading? Shifted(int i, int next, Lex lead, Unit unit, string note)
    {
        if (unit == Unit.Moment)
        {
            return lead is Lex.Next or Lex.Last or Lex.Past && scope.Lenient ? Today(next, "within hours of") : null;
        }

        switch (lead)
        {
            case Lex.That or Lex.Same:
                return FromAnchor(i, next, unit, 0);
            case Lex.Following or Lex.Next when unit == Unit.Day || (lead == Lex.Following && scope.Anchor is not null):
                return FromAnchor(i, next, unit, 1);
            case Lex.Last when unit == Unit.Day:
                return FromAnchor(i, next, unit, -1);
            case Lex.Past:
                return Rolling(next, lead, (1, unit, 0));
            case Lex.This when unit == Unit.Day && !scope.Lenient:
                return null;
            default:
                var shift = lead switch { Lex.Last => -1, Lex.This => 0, _ => 1 };
                if (unit == Unit.Fortnight && shift > 0)
                {
                    return Fixed(next, DatePrecision.Range, "fortnight after the one that begins in the week of",
                        Calendar.Whole(scope.Today, unit, 1), relative: true);
                }

                return Fixed(next, Calendar.PrecisionOf(unit), $"{Label(shift)} {Name(unit)}{note} seen from",
                    Calendar.Whole(scope.Today, unit, shift), relative: true, unit: unit);
        }
    }

    static string Name(Unit unit) => unit switch
    {
        Unit.Day => "day",
        Unit.WorkWeek => "working week",
        Unit.Week => "week",
        Unit.Fortnight => "fortnight",
        Unit.Month => "month",
        Unit.Quarter => "quarter",
        Unit.Year => "year",
        Unit.Decade => "decade",
        Unit.Century => "century",
        _ => "hour",
    };

    /// <summary>"the last week of July", "last Monday of May", "the last day of the month", "the last three months of 2015".</summary>
    Reading? LastOf(int i, int j, Lex lead)
    {
        if (lead != Lex.Last)
        {
            return null;
        }

        return Is(j, Lex.Unit) && At(j + 1).Lex is Lex.Of or Lex.In ? PartOf(j, -1, 1) : Plural(j, out var count, out var k)
            ? PartOf(k, -1, count) : null;
    }
}
