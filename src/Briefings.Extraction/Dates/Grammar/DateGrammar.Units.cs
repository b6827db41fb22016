namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Days by name, units with a number, days of the month and hours.</summary>
sealed partial class DateGrammar
{
    /// <summary>"today", "yesterday", "tomorrow", "tonight".</summary>
    Reading? DayWord(int i) =>
        Fixed(i + 1, DatePrecision.Day, At(i).Value switch { < 0 => "day before", 0 => "day of", _ => "day after" },
            Calendar.Whole(scope.Today, Unit.Day, At(i).Value), relative: true, unit: Unit.Day);

    /// <summary>"overnight": the night that ends on the day of the reference, unless a day is named.</summary>
    Reading? Overnight(int i) =>
        At(i + 1).Lex is not (Lex.Weekday or Lex.On or Lex.From) && Calendar.Add(scope.Today, -1) is { } eve
            ? Fixed(i + 1, DatePrecision.Range, "night before", new Interval(eve, Interval.Of(scope.Today).End), relative: true) : null;

    /// <summary>"now" at the end of a clause; within one it is a mere filler.</summary>
    Reading? NowTerm(int i) =>
        scope.Lenient || Is(i - 1, Lex.From) || WordIs(i - 1, "right")
            || (Beyond(i + 1) is { Lex: Lex.Mark, Value: 0 or '.' or '!' or '?' } && At(i - 1).Lex is Lex.Other or Lex.Unit)
            ? Today(i + 1, "now,") : null;

    /// <summary>"week 10", "the week of the 18th", "the day after tomorrow", "the year before last", "the month".</summary>
    Reading? UnitTerm(int i)
    {
        var unit = (Unit)At(i).Value;
        if (unit == Unit.Year && YearTerm(i) is { } year)
        {
            return year;
        }

        if (NumberedUnit(i, unit) is { } numbered)
        {
            return numbered;
        }

        var isThe = Is(i - 1, Lex.The);
        if (At(i + 1).Lex is Lex.Before or Lex.After && (isThe || scope.Lenient))
        {
            return UnitBeside(i, unit, isThe);
        }

        // "off for the week": the unit stands alone at the end of a clause.
        var isAlone = Is(i - 2, Lex.For) && unit is Unit.Day or Unit.Week or Unit.Month or Unit.Year
            && Beyond(i + 1) is { Lex: Lex.Mark, Value: 0 or '.' or ',' or ';' };
        return isThe && unit != Unit.Moment && (scope.Lenient || isAlone) ? Current(i, unit) : null;
    }

    /// <summary>"quarter 3 2016", "week 10", "the week of the 18th", "the month of May", "year-end", "the year to date".</summary>
    Reading? NumberedUnit(int i, Unit unit)
    {
        if (unit == Unit.Quarter && At(i + 1) is { Lex: Lex.Number, Length: 1 } quarter
            && PartOfYear(i + 2, 4, quarter.Value, null) is { Occurrence: null } dated)
        {
            return dated;
        }

        if (unit == Unit.Week && At(i + 1) is { Lex: Lex.Number, Length: <= 2, Value: >= 1 and <= 53 } number && !IsAmount(i + 1))
        {
            return WithYear(Yearly(i + 2, DatePrecision.Week, "ISO week", y => IsoWeek(y, number.Value), Pick.This, Unit.Week),
                glued: false);
        }

        if (Is(i + 1, Lex.To) && Is(i + 2, Lex.Date) && Calendar.Whole(scope.Today, unit) is { Start: { } first } && first < scope.Today)
        {
            return Fixed(i + 3, DatePrecision.Range, $"the {Name(unit)} up to", new Interval(first, scope.Today), relative: true);
        }

        if (unit is Unit.Month or Unit.Year && Is(i + 1, Lex.Of) && At(i + 2).Lex is Lex.Month or Lex.Number && Term(i + 2) is { } same
            && same.Unit == unit)
        {
            return same;
        }

        var end = At(i + 1).IsDash || Is(i + 1, Lex.Possessive) ? i + 2 : i + 1;
        if (unit is Unit.Month or Unit.Year or Unit.Week && Is(end, Lex.End) && WordIs(end, "end"))
        {
            return Current(i, unit) is { } whole ? Portion(whole with { Next = end + 1 }, Lex.End, isEdge: true) : null;
        }

        if (unit != Unit.Week || !(At(i + 1).Lex is Lex.Of or Lex.Starting or Lex.Start || WordIs(i + 1, "ending")))
        {
            return null;
        }

        var j = Skip(i + 2, Lex.On);
        var day = At(Skip(j, Lex.The)).Lex == Lex.Unit ? null : Single(j) ?? DayOfMonth(Skip(j, Lex.The), sure: true);
        return day is { Precision: DatePrecision.Day }
            ? day.Map(day.Next, DatePrecision.Week, "week of " + day.Rule, found =>
                found.Start is { } start ? Calendar.Whole(start, Unit.Week) : null) : null;
    }

    /// <summary>"the day after tomorrow", "the week before last", "the day before".</summary>
    Reading? UnitBeside(int i, Unit unit, bool isThe)
    {
        var sign = Is(i + 1, Lex.After) ? 1 : -1;
        if (At(i + 2).Lex is Lex.Last or Lex.Next && !Is(i + 3, Lex.Unit))
        {
            return Fixed(i + 3, Calendar.PrecisionOf(unit), $"the {Name(unit)} {(sign > 0 ? "after next" : "before last")} seen from",
                Calendar.Whole(scope.Today, unit, 2 * sign), relative: true, unit: unit);
        }

        if (unit == Unit.Day && Single(i + 2) is { } origin)
        {
            return origin.Map(origin.Next, DatePrecision.Day, $"day {(sign > 0 ? "after" : "before")} {origin.Rule}", day =>
                (sign > 0 ? day.End : day.Start is { } start ? Calendar.Add(start, -1) : null) is { } moved ? Interval.Of(moved) : null);
        }

        if (isThe && Beyond(i + 2).Lex is Lex.Mark or Lex.And)
        {
            return FromAnchor(i, i + 2, unit, sign);
        }

        return scope.Lenient && isThe && unit != Unit.Day ? Current(i, unit) : null;
    }

    /// <summary>"the rest of the week", "the remainder of this year": from the reference on.</summary>
    Reading? Rest(int i)
    {
        var j = Is(i + 1, Lex.Of) ? i + 2 : -1;
        var period = At(j).Lex is Lex.The && Is(j + 1, Lex.Unit) ? Current(j + 1, (Unit)At(j + 1).Value) : j > 0 ? Single(j) : null;
        return period?.Map(period.Next, DatePrecision.Range, "rest of " + period.Rule, whole =>
            whole.End is { } end ? new Interval(whole.Start > scope.Today || end <= scope.Today ? whole.Start : scope.Today, end) : null);
    }

    Reading? Current(int i, Unit unit) =>
        Fixed(i + 1, Calendar.PrecisionOf(unit), $"the {Name(unit)} of", Calendar.Whole(scope.Today, unit), relative: true, unit: unit);

    static Interval? IsoWeek(int year, int week) =>
        Calendar.Day(year, 1, 4) is { } fourth && Calendar.Whole(fourth, Unit.Week, week - 1) is { End: { } end } found
            && (week < 53 || end.AddDays(-4).Year == year) ? found : null;

    /// <summary>"the 21st", "on the 29th": the nearest month by tense.</summary>
    Reading? DayOfMonth(int i, bool sure = false)
    {
        if (!DayNumber(i, out var day, out var next)
            || !(sure || scope.Lenient
            || ((Is(i - 1, Lex.On) || (Is(i - 1, Lex.The) && Is(i - 2, Lex.On))) && Beyond(next).Lex is Lex.Mark or Lex.And)))
        {
            return null;
        }

        if (At(i).Lex == Lex.Number)
        {
            return null;
        }

        return new Reading(next, DatePrecision.Day, "day of the month")
        {
            Cycle = Cycle.Month,
            Relative = true,
            Unit = Unit.Day,
            Occurrence = month => Calendar.Day(month / 12, (month % 12) + 1, day) is { } found ? Interval.Of(found) : null,
        };
    }

    /// <summary>Takes in a part of the day and a time: "morning", "late evening", "at 8:00 am", "at 3 p.m.".</summary>
    Reading Hours(Reading reading)
    {
        var i = reading.Next;
        var j = At(i).Lex is Lex.Early or Lex.Late or Lex.Mid ? i + 1 : i;
        i = Is(j, Lex.Part) ? j + 1 : i;
        j = At(i).Lex is Lex.At or Lex.Around || At(i).IsMark('@') ? i + 1 : i;
        j = Skip(j, Lex.Around);
        if (At(j) is { Lex: Lex.Clock } or { Lex: Lex.Number, Length: <= 2 } && Meridiem(j + 1) is var next
            && (next > j + 1 || Is(j, Lex.Clock)))
        {
            i = next;
        }

        return i == reading.Next ? reading : reading with { Next = i };
    }

    /// <summary>The index behind "am", "p.m." or the like, or the same index.</summary>
    int Meridiem(int i)
    {
        if (Is(i, Lex.Meridiem))
        {
            return i + 1;
        }

        return Word(At(i)) is "a" or "p" && At(i + 1).IsMark('.') && WordIs(i + 2, "m") ? SkipMark(i + 3, '.') : i;
    }
}
