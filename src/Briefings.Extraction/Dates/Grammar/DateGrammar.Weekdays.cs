namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Weekdays and weekends.</summary>
sealed partial class DateGrammar
{
    Reading? WeekdayTerm(int i, Pick pick)
    {
        var weekday = At(i).Value;
        if (!scope.Lenient && pick == Pick.ByTense && !IsWeekday(i))
        {
            return null;
        }

        return new Reading(At(i).Length <= 5 && At(i + 1).IsMark('.') && Tight(i) && i + 2 < limit && At(i).Length < 5 ? i + 2
            : i + 1, DatePrecision.Day, "weekday")
        {
            Cycle = Cycle.Week,
            Pick = pick,
            Relative = true,
            Unit = Unit.Day,
            Weekday = weekday,
            Occurrence = week => Calendar.Add(DateOnly.MinValue, (7L * week) + weekday - 1) is { } day ? Interval.Of(day) : null,
        };
    }

    /// <summary>No newspaper ("The Sun", "Sunday Times"), no named day ("Bloody Sunday"), no verb ("sat").</summary>
    bool IsWeekday(int i)
    {
        if (At(i).Length > 5)
        {
            return !(IsCapital(i + 1)
                && Word(At(i + 1)) is "Times" or "Telegraph" or "Mirror" or "Express" or "Mail" or "Herald" or "Post" or "World")
                && Word(At(i - 1)) is not ("Bloody" or "Super" or "Black" or "Good" or "Ash" or "Palm" or "Red");
        }

        var isDated = At(i + 1).Lex is Lex.Number or Lex.Ordinal or Lex.Month or Lex.Clock
            || (At(i + 1).Lex is Lex.Mark or Lex.The && At(i + 2).Lex is Lex.Month or Lex.Ordinal);
        var isLed = At(i - 1).Lex is Lex.On or Lex.Next or Lex.Last or Lex.This or Lex.Coming or Lex.Since or Lex.Until
            || (At(i - 1).Lex is Lex.Or or Lex.And && Is(i - 2, Lex.Weekday));
        return IsCapital(i) ? isDated || isLed || (Word(At(i)) is not ("Sun" or "Sat" or "Mon" or "Wed") && !Is(i - 1, Lex.The))
            : isDated && isLed;
    }

    /// <summary>"last Friday" and "next Friday" belong to the week before and after, "this Friday" to the week of the reference.</summary>
    Reading? WeekdayBy(int i, Lex lead)
    {
        var weekday = At(i).Value;
        switch (lead)
        {
            case Lex.Last:
                return InWeek(i + 1, -1, weekday, "weekday of last week seen from");
            case Lex.Next:
                return InWeek(i + 1, 1, weekday, "weekday of next week seen from");
            case Lex.Past:
                return WeekdayTerm(i, Pick.Last);
            case Lex.Coming:
                return WeekdayTerm(i, Pick.Next);
            case Lex.Following:
                return scope.Anchor is { } anchor
                    ? Fixed(i + 1, DatePrecision.Day, "weekday after the date named before", After(anchor, weekday, 1))
                    : InWeek(i + 1, 1, weekday, "weekday of next week seen from");
            case Lex.This:
                return WeekdayTerm(i, Pick.This) is { } reading ? reading with { Rule = "weekday of this week" } : null;
            default:
                return WeekdayTerm(i, Pick.ByTense);
        }
    }

    static Interval? After(DateOnly day, int weekday, long number) =>
        Calendar.Add(day, 1 + ((weekday - 1 - Calendar.WeekdayOf(day) + 7) % 7) + (7L * (number - 1))) is { } found ? Interval.Of(found)
            : null;

    Reading? InWeek(int next, int shift, int weekday, string rule) =>
        Calendar.Whole(scope.Today, Unit.Week, shift) is { Start: { } monday } && Calendar.Add(monday, weekday - 1) is { } day
            ? Fixed(next, DatePrecision.Day, rule, Interval.Of(day), relative: true, unit: Unit.Day) is { } found
                ? found with { Weekday = weekday } : null
            : null;

    /// <summary>The weekend, from Saturday to Sunday, that belongs to a week; one still to come is not meant in the past.</summary>
    Reading? WeekendTerm(int i, int shift, bool definite)
    {
        if (Is(i + 1, Lex.Of) && shift == 0 && Single(i + 2) is { Unit: Unit.Day } day)
        {
            return day.Map(day.Next, DatePrecision.Range, "weekend of " + day.Rule, found => WeekendAt(found.Start));
        }

        if (shift == 0 && !definite && !scope.Lenient && At(i - 1).Lex is not (Lex.This or Lex.That))
        {
            return null;
        }

        if (shift != 0)
        {
            return Calendar.Whole(scope.Today, Unit.Week, shift) is { Start: { } monday }
                ? Fixed(i + 1, DatePrecision.Week, "weekend of a week seen from",
                    new Interval(Calendar.Add(monday, 5), Calendar.Add(monday, 7)), relative: true)
                : null;
        }

        return new Reading(i + 1, DatePrecision.Week, "weekend")
        {
            Cycle = Cycle.Week,
            Relative = true,
            Pick = scope.Lenient ? Pick.This : Pick.ByTense,
            Occurrence = week => Calendar.Add(DateOnly.MinValue, (7L * week) + 5) is { } saturday && Calendar.Add(saturday, 2) is { } end
                ? new Interval(saturday, end) : null,
        };
    }
}
