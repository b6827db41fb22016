namespace Briefings.Extraction.Dates.Grammar;

/// <summary>What is tied to a date: a weekday's date and week, a week's weekday, a holiday's weekend.</summary>
sealed partial class DateGrammar
{
    /// <summary>Ties what follows to a reading: the date of a weekday, the week of a weekday, the weekday of a week.</summary>
    Reading Tied(Reading reading)
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
            return reading.Map(j + 1, DatePrecision.Day, "weekday of " + reading.Rule, week =>
                week.Start is { } monday && Calendar.Add(monday, weekday - 1) is { } day ? Interval.Of(day) : null) ?? reading;
        }

        if (Is(j, Lex.Weekday) && scope.Lenient
            && reading is { Unit: null, Occurrence: null, Precision: not DatePrecision.Day, Fixed.Start: { } first }
            && Calendar.Add(first, -1) is { } eve)
        {
            var rule = "first such weekday from " + reading.Rule;
            return Fixed(j + 1, DatePrecision.Day, rule, After(eve, At(j).Value, 1), reading.Relative) ?? reading;
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
            Lex.Number when NumericDate(j, tied: true) is { } figures && (!At(j + 1).IsDash || Falls(figures, weekday.Weekday)) => figures,
            Lex.Number => DayMonth(j),
            Lex.Ordinal => DayMonth(j),
            Lex.Count when At(j).Value is 20 or 30 => DayMonth(j),
            _ => null,
        };
        if (date is { Precision: DatePrecision.Day })
        {
            var isAhead = weekday.Occurrence is null && weekday.Fixed.Start > scope.Today;
            var pick = weekday.Pick == Pick.This ? Pick.This : isAhead ? Pick.Future : date.Pick;
            return date with { Next = SkipMark(date.Next, ')'), Pick = pick };
        }

        if (!DayNumber(j, out var day, out var next) || Is(next, Lex.Meridiem) || At(next).IsDash
            || (At(j).Lex == Lex.Number && Beyond(next).Lex is not (Lex.Mark or Lex.Number) && Beyond(next).From >= 0)
            || (At(j).Lex != Lex.Number && At(next).Lex is Lex.Other or Lex.Unit))
        {
            return null;
        }

        return new Reading(next, DatePrecision.Day, "weekday and day of the month")
        {
            Cycle = Cycle.Month,
            Relative = true,
            Unit = Unit.Day,
            Occurrence = month => Calendar.Day(month / 12, (month % 12) + 1, day) is { } found
                && Calendar.WeekdayOf(found) == weekday.Weekday ? Interval.Of(found) : null,
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
        if (At(j).Lex is Lex.Last or Lex.Next or Lex.This or Lex.Following or Lex.That or Lex.Coming
            && Relative(j) is { Unit: Unit.Week } week)
        {
            return week.Map(week.Next, DatePrecision.Day, "weekday of " + week.Rule, found =>
                found.Start is { } monday && Calendar.Add(monday, weekday.Weekday - 1) is { } day ? Interval.Of(day) : null);
        }

        if (j != i || !scope.Lenient || At(j).Lex is not (Lex.Number or Lex.Count or Lex.Article)
            || !Duration(j, out var length, out var k))
        {
            return null;
        }

        if (At(k).Lex is Lex.After or Lex.From && length.Unit == Unit.Week && Single(k + 1) is { } origin
            && scope.Place(origin, Tense.Future) is { Start: { } day0 })
        {
            return Fixed(origin.Next, DatePrecision.Day, "such weekdays after " + origin.Rule, After(day0, weekday.Weekday, length.Count),
                relative: true);
        }

        return Counted(j);
    }
}
