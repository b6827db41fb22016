namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Weekdays, weekends, and what is tied to a date by a weekday, a week or an hour.</summary>
sealed partial class DateGrammar
{
    Reading? WeekdayTerm(int i, Pick pick)
    {
        var weekday = At(i).Value;
        if (!scope.Lenient && pick == Pick.ByTense && !IsWeekday(i))
        {
            return null;
        }

        return new Reading(At(i).Length <= 5 && At(i + 1).IsMark('.') && Tight(i) && i + 2 < limit && At(i).Length < 5 ? i + 2 : i + 1, DatePrecision.Day, "weekday")
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
            return !(IsCapital(i + 1) && Word(At(i + 1)) is "Times" or "Telegraph" or "Mirror" or "Express" or "Mail" or "Herald" or "Post" or "World")
                && Word(At(i - 1)) is not ("Bloody" or "Super" or "Black" or "Good" or "Ash" or "Palm" or "Red");
        }

        var isDated = At(i + 1).Lex is Lex.Number or Lex.Ordinal or Lex.Month or Lex.Clock || (At(i + 1).Lex is Lex.Mark or Lex.The && At(i + 2).Lex is Lex.Month or Lex.Ordinal);
        var isLed = At(i - 1).Lex is Lex.On or Lex.Next or Lex.Last or Lex.This or Lex.Coming or Lex.Since or Lex.Until || (At(i - 1).Lex is Lex.Or or Lex.And && Is(i - 2, Lex.Weekday));
        return IsCapital(i) ? isDated || isLed || (Word(At(i)) is not ("Sun" or "Sat" or "Mon" or "Wed") && !Is(i - 1, Lex.The)) : isDated && isLed;
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
        Calendar.Add(day, 1 + ((weekday - 1 - Calendar.WeekdayOf(day) + 7) % 7) + (7L * (number - 1))) is { } found ? Interval.Of(found) : null;

    Reading? InWeek(int next, int shift, int weekday, string rule) =>
        Calendar.Whole(scope.Today, Unit.Week, shift) is { Start: { } monday } && Calendar.Add(monday, weekday - 1) is { } day
            ? Fixed(next, DatePrecision.Day, rule, Interval.Of(day), relative: true, unit: Unit.Day) is { } found ? found with { Weekday = weekday } : null
            : null;

    /// <summary>Ties what follows to a reading: the date of a weekday, the week of a weekday, the weekday of a week.</summary>
    Reading Tied(Reading reading, int start)
    {
        var i = reading.Next;
        if (reading.Weekday > 0)
        {
            return DateOfWeekday(reading, i) ?? WeekOfWeekday(reading, i) ?? AfterNext(reading, i) ?? reading;
        }

        if (Is(i, Lex.Weekend) && reading.Unit == Unit.Day)
        {
            return reading.Map(i + 1, DatePrecision.Range, "weekend of " + reading.Rule, found => WeekendAt(found.Start)) ?? reading;
        }

        var j = SkipMark(i, ',');
        j = Is(j - 1, Lex.Month) && IsAbbreviation(j - 1) ? SkipMark(j, '.') : j;
        j = Skip(j, Lex.On);
        if (Is(j, Lex.Weekday) && reading is { Unit: Unit.Week or Unit.WorkWeek })
        {
            var weekday = At(j).Value;
            return reading.Map(j + 1, DatePrecision.Day, "weekday of " + reading.Rule, week => week.Start is { } monday && Calendar.Add(monday, weekday - 1) is { } day ? Interval.Of(day) : null) ?? reading;
        }

        if (Is(j, Lex.Weekday) && scope.Lenient && reading is { Weekday: 0, Occurrence: null, Precision: not DatePrecision.Day, Fixed.Start: { } first } && reading.Unit is null)
        {
            return Fixed(j + 1, DatePrecision.Day, "first such weekday from " + reading.Rule, Calendar.Add(first, -1) is { } eve ? After(eve, At(j).Value, 1) : null, reading.Relative) ?? reading;
        }

        return reading;
    }

    /// <summary>"Friday after next".</summary>
    Reading? AfterNext(Reading weekday, int i) =>
        Is(i, Lex.After) && Is(i + 1, Lex.Next) && At(i + 2).Lex is Lex.Mark or Lex.Other
            ? Fixed(i + 2, DatePrecision.Day, "second such weekday after", After(scope.Today, weekday.Weekday, 2), relative: true) : null;

    /// <summary>"Friday, January 3", "this friday (jun-15)", "Wed 13th": the date outranks the weekday.</summary>
    Reading? DateOfWeekday(Reading weekday, int i)
    {
        var j = At(i).Lex == Lex.Mark && At(i).Value is ',' or '(' or '-' or '.' ? i + 1 : i;
        j = Skip(j, Lex.The);
        var date = At(j).Lex switch
        {
            Lex.Month => MonthTerm(j),
            Lex.Number => (NumericDate(j, tied: true) is { } figures && (!At(j + 1).IsDash || Falls(figures, weekday.Weekday)) ? figures : null) ?? DayMonth(j),
            Lex.Ordinal => DayMonth(j),
            Lex.Count when At(j).Value is 20 or 30 => DayMonth(j),
            _ => null,
        };
        if (date is { Precision: DatePrecision.Day or DatePrecision.Range } && date.Precision == DatePrecision.Day)
        {
            return date with { Next = SkipMark(date.Next, ')'), Pick = weekday.Pick == Pick.This ? Pick.This : weekday.Rule.Contains("next", StringComparison.Ordinal) ? Pick.Future : date.Pick };
        }

        if (!DayNumber(j, out var day, out var next) || Is(next, Lex.Meridiem) || At(next).IsDash || (At(j).Lex == Lex.Number && Beyond(next).Lex is not (Lex.Mark or Lex.Number) && Beyond(next).From >= 0)
            || (At(j).Lex != Lex.Number && At(next).Lex is Lex.Other or Lex.Unit))
        {
            return null;
        }

        return new Reading(next, DatePrecision.Day, "weekday and day of the month")
        {
            Cycle = Cycle.Month,
            Relative = true,
            Unit = Unit.Day,
            Occurrence = month => Calendar.Day(month / 12, (month % 12) + 1, day) is { } found && Calendar.WeekdayOf(found) == weekday.Weekday ? Interval.Of(found) : null,
        };
    }

    /// <summary>Whether the nearest such date falls on a weekday; else "Monday 12-4" gives hours.</summary>
    bool Falls(Reading date, int weekday)
    {
        if (date.Occurrence is not { } occurrence)
        {
            return true;
        }

        var past = Scope.Backward(occurrence, scope.Today.Year, i => i.Start <= scope.Today)?.Start?.DayNumber ?? int.MinValue;
        var future = Scope.Forward(occurrence, scope.Today.Year, i => i.Start >= scope.Today)?.Start?.DayNumber ?? int.MaxValue;
        var nearest = (long)scope.Today.DayNumber - past < (long)future - scope.Today.DayNumber ? past : future;
        return nearest is > 0 and < int.MaxValue && (nearest % 7) + 1 == weekday;
    }

    /// <summary>"Tuesday of last week", "Wednesday evening next week", "Sunday three weeks after January 15".</summary>
    Reading? WeekOfWeekday(Reading weekday, int i)
    {
        var j = Hours(weekday with { Next = i }).Next;
        j = At(j).Lex is Lex.Of or Lex.In or Lex.Mark && !At(j).IsMark('.') ? j + 1 : j;
        j = Skip(j, Lex.The);
        if (At(j).Lex is Lex.Last or Lex.Next or Lex.This or Lex.Following or Lex.That or Lex.Coming && Relative(j) is { Unit: Unit.Week } week)
        {
            return week.Map(week.Next, DatePrecision.Day, "weekday of " + week.Rule, found => found.Start is { } monday && Calendar.Add(monday, weekday.Weekday - 1) is { } day ? Interval.Of(day) : null);
        }

        if (j != i || !scope.Lenient || At(j).Lex is not (Lex.Number or Lex.Count or Lex.Article) || !Duration(j, out var length, out var k))
        {
            return null;
        }

        if (At(k).Lex is Lex.After or Lex.From && length.Unit == Unit.Week && Single(k + 1) is { } origin && scope.Place(origin, Tense.Future) is { Start: { } day0 })
        {
            return Fixed(origin.Next, DatePrecision.Day, "such weekdays after " + origin.Rule, After(day0, weekday.Weekday, length.Count), relative: true);
        }

        return Counted(j);
    }

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
                ? Fixed(i + 1, DatePrecision.Week, "weekend of a week seen from", new Interval(Calendar.Add(monday, 5), Calendar.Add(monday, 7)), relative: true)
                : null;
        }

        return new Reading(i + 1, DatePrecision.Week, "weekend")
        {
            Cycle = Cycle.Week,
            Relative = true,
            Pick = scope.Lenient ? Pick.This : Pick.ByTense,
            Occurrence = week => Calendar.Add(DateOnly.MinValue, (7L * week) + 5) is { } saturday && Calendar.Add(saturday, 2) is { } end ? new Interval(saturday, end) : null,
        };
    }
}
