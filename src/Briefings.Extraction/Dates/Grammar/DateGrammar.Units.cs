namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Days by name, units with a number, quarters, seasons, holidays and hours.</summary>
sealed partial class DateGrammar
{
    /// <summary>"today", "yesterday", "tomorrow", "tonight".</summary>
    Reading? DayWord(int i) =>
        Fixed(i + 1, DatePrecision.Day, At(i).Value switch { < 0 => "day before", 0 => "day of", _ => "day after" }, Calendar.Whole(scope.Today, Unit.Day, At(i).Value), relative: true, unit: Unit.Day);

    /// <summary>"now" at the end of a clause; within one it is a mere filler.</summary>
    Reading? NowTerm(int i) =>
        scope.Lenient || Is(i - 1, Lex.From) || WordIs(i - 1, "right") || ((i + 1 >= tokens.Count || Beyond(i + 1) is { Lex: Lex.Mark, Value: '.' or '!' or '?' }) && At(i - 1).Lex is Lex.Other or Lex.Unit)
            ? Today(i + 1, "now,") : null;

    /// <summary>"week 10", "the week of the 18th", "the day after tomorrow", "the year before last", "the month".</summary>
    Reading? UnitTerm(int i)
    {
        var unit = (Unit)At(i).Value;
        if (unit == Unit.Year && YearTerm(i) is { } year)
        {
            return year;
        }

        var isThe = Is(i - 1, Lex.The);
        if (unit is Unit.Month or Unit.Year && Is(i + 1, Lex.Of) && At(i + 2).Lex is Lex.Month or Lex.Number && Term(i + 2) is { } same && same.Unit == unit)
        {
            return same;
        }

        var j0 = At(i + 1).IsDash || Is(i + 1, Lex.Possessive) ? i + 2 : i + 1;
        if (unit is Unit.Month or Unit.Year or Unit.Week && Is(j0, Lex.End) && WordIs(j0, "end"))
        {
            return Current(i, unit) is { } whole ? Portion(whole with { Next = j0 + 1 }, Lex.End, isEdge: true) : null;
        }

        if (unit == Unit.Week && Is(i + 1, Lex.Number) && At(i + 1) is { Length: <= 2, Value: >= 1 and <= 53 } number && !IsAmount(i + 1))
        {
            var reading = Yearly(i + 2, DatePrecision.Week, "ISO week", y => IsoWeek(y, number.Value), Pick.This, Unit.Week);
            return WithYear(reading, glued: false);
        }

        if (unit == Unit.Week && (At(i + 1).Lex is Lex.Of or Lex.Starting or Lex.Start || WordIs(i + 1, "ending")))
        {
            var j = Skip(i + 2, Lex.On);
            var day = At(Skip(j, Lex.The)).Lex == Lex.Unit ? null : Single(j) ?? DayOfMonth(Skip(j, Lex.The), sure: true);
            return day is { Precision: DatePrecision.Day }
                ? day.Map(day.Next, DatePrecision.Week, "week of " + day.Rule, found => found.Start is { } start ? Calendar.Whole(start, Unit.Week) : null) : null;
        }

        if (At(i + 1).Lex is Lex.Before or Lex.After && (isThe || scope.Lenient))
        {
            var sign = Is(i + 1, Lex.After) ? 1 : -1;
            if (At(i + 2).Lex is Lex.Last or Lex.Next && !Is(i + 3, Lex.Unit))
            {
                return Fixed(i + 3, Calendar.PrecisionOf(unit), $"the {Name(unit)} {(sign > 0 ? "after next" : "before last")} seen from", Calendar.Whole(scope.Today, unit, 2 * sign), relative: true, unit: unit);
            }

            if (unit == Unit.Day && Single(i + 2) is { } origin)
            {
                return origin.Map(origin.Next, DatePrecision.Day, $"day {(sign > 0 ? "after" : "before")} {origin.Rule}", day =>
                    (sign > 0 ? day.End : day.Start is { } start ? Calendar.Add(start, -1) : null) is { } moved ? Interval.Of(moved) : null);
            }

            return isThe && Beyond(i + 2).Lex is Lex.Mark or Lex.And || i + 2 >= tokens.Count
                ? FromAnchor(i, i + 2, unit, sign) : scope.Lenient && isThe && unit != Unit.Day ? Current(i, unit) : null;
        }

        if (isThe && scope.Lenient && unit is not Unit.Moment)
        {
            return Current(i, unit);
        }

        // "off for the week": the unit stands alone at the end of a clause.
        return isThe && Is(i - 2, Lex.For) && unit is Unit.Day or Unit.Week or Unit.Month or Unit.Year && (i + 1 >= tokens.Count || Beyond(i + 1) is { Lex: Lex.Mark, Value: '.' or ',' or ';' })
            ? Current(i, unit) : null;
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

    /// <summary>"Q3 2025", "H1 of 2026", "Q1".</summary>
    Reading? PartOfYearCode(int i) => PartOfYear(i + 1, Is(i, Lex.QuarterCode) ? 4 : 2, At(i).Value, null);

    /// <summary>A quarter or half by number, of the year that follows or, alone, of one chosen by tense.</summary>
    Reading? PartOfYear(int next, int parts, int number, int? year)
    {
        if (number < 1 || number > parts)
        {
            return null;
        }

        var (precision, unit, name) = parts == 4 ? (DatePrecision.Quarter, Unit.Quarter, "quarter") : (DatePrecision.Range, Unit.Year, "half-year");
        var months = 12 / parts;
        Interval? InYear(int y) => Calendar.Day(y, ((number - 1) * months) + 1, 1) is { } start ? new Interval(start, Calendar.Add(start, Unit.Month, months)) : null;
        if (year is { } known)
        {
            return Fixed(next, precision, name + " and year", InYear(known), unit: parts == 4 ? unit : null);
        }

        var isCode = At(next - 1).Lex is Lex.QuarterCode or Lex.HalfCode;
        var bare = Yearly(next, precision, name, InYear, unit: parts == 4 ? unit : null);
        var k = At(next).IsDash && Tight(next - 1) ? next + 1 : next;
        k = Is(k, Lex.Of) ? k + 1 : k;
        if (At(k).Lex == Lex.Fiscal)
        {
            return YearTerm(k) is { } fiscal ? Fixed(fiscal.Next, precision, name + " and fiscal year, as the calendar year", fiscal.Fixed.Start is { } first ? InYear(first.Year) : null, unit: parts == 4 ? unit : null) : bare;
        }

        if (WithYear(At(next).IsDash ? bare with { Next = k } : bare, glued: false) is { Occurrence: null } dated)
        {
            return dated;
        }

        if (Is(k, Lex.The) && At(k + 1) is { Lex: Lex.Unit, Value: (int)Unit.Year })
        {
            return bare with { Next = k + 2, Pick = Pick.This };
        }

        if (parts == 2 && At(next).Lex == Lex.Of && Term(next + 1) is { Unit: Unit.Month or Unit.Decade or Unit.Century } period && !isCode)
        {
            return Portion(period, number == 1 ? Lex.Early : Lex.Late, isEdge: false);
        }

        // "the third quarter" may be a match's: it needs a preposition that dates it.
        return scope.Lenient || isCode || (parts == 4 && At(next - 4).Lex is Lex.In or Lex.For or Lex.During && Is(next - 3, Lex.The)) ? bare : null;
    }

    /// <summary>Seasons of the northern half of the earth, in whole months: spring is March to May.</summary>
    Reading? SeasonTerm(int i, Pick pick)
    {
        var month = At(i).Value == 0 ? 12 : At(i).Value * 3;
        var season = Yearly(i + 1, DatePrecision.Quarter, "season in whole months", y => Calendar.Day(y, month, 1) is { } start ? new Interval(start, Calendar.Add(start, Unit.Month, 3)) : null, pick, Unit.Quarter);
        if (pick != Pick.ByTense)
        {
            return season;
        }

        if (WithYear(season, glued: false) is { Occurrence: null } dated)
        {
            return dated;
        }

        var isIn = Is(i - 1, Lex.In) || (Is(i - 1, Lex.The) && Is(i - 2, Lex.In)) || At(i - 1).Lex is Lex.Early or Lex.Mid or Lex.Late or Lex.Since || (At(i - 1).IsDash && At(i - 2).Lex is Lex.Early or Lex.Mid or Lex.Late);
        return scope.Lenient || (isIn && At(i + 1).Lex is Lex.Mark or Lex.And or Lex.Or) ? season : null;
    }

    bool IsHoliday(int i) => Holiday(i) is not null;

    /// <summary>A holiday, its year and its weekend: "Christmas 2025", "Halloween weekend 2021", "Labor Day 2021 weekend".</summary>
    Reading? Holiday(int i)
    {
        foreach (var (words, day) in Holidays.StartingWith(Word(At(i))))
        {
            var j = i + 1;
            var isWhole = true;
            for (var n = 1; n < words.Length && isWhole; n++)
            {
                j = At(j).Lex == Lex.Possessive || At(j).IsMark('.') || At(j).IsMark('’') || At(j).IsMark('\'') || (At(j).IsDash && Tight(j)) ? j + 1 : j;
                isWhole = WordIs(j, words[n]);
                j++;
            }

            if (!isWhole)
            {
                continue;
            }

            var isWeekend = Is(j, Lex.Weekend);
            var reading = WithYear(Yearly(isWeekend ? j + 1 : j, DatePrecision.Day, "holiday", y => Holidays.In(y, day) is { } date ? Interval.Of(date) : null, unit: Unit.Day), glued: false);
            isWeekend |= reading is not null && Is(reading.Next, Lex.Weekend) && reading.Next == j + 1;
            return isWeekend && reading is not null
                ? reading.Map(Math.Max(reading.Next, Is(reading.Next, Lex.Weekend) ? reading.Next + 1 : j + 1), DatePrecision.Range, "weekend of the holiday", found => WeekendAt(found.Start)) : reading;
        }

        return null;
    }

    /// <summary>Saturday to Sunday, stretched to a holiday on the Friday or Monday.</summary>
    static Interval? WeekendAt(DateOnly? holiday)
    {
        if (holiday is not { } day)
        {
            return null;
        }

        var weekday = Calendar.WeekdayOf(day);
        var saturday = Calendar.Add(day, weekday == 1 ? -2 : 6 - weekday);
        return saturday is { } first
            ? new Interval(weekday is 4 or 5 ? day : first, Calendar.Add(first, weekday == 1 ? 3 : 2))
            : null;
    }

    /// <summary>"the 21st", "on the 29th": the nearest month by tense.</summary>
    Reading? DayOfMonth(int i, bool sure = false)
    {
        if (!DayNumber(i, out var day, out var next) || !(sure || scope.Lenient || ((Is(i - 1, Lex.On) || (Is(i - 1, Lex.The) && Is(i - 2, Lex.On))) && Beyond(next).Lex is Lex.Mark or Lex.And)))
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
        if (Is(j, Lex.Clock))
        {
            i = Skip(j + 1, Lex.Meridiem);
        }
        else if (At(j) is { Lex: Lex.Number, Length: <= 2 } && Is(j + 1, Lex.Meridiem))
        {
            i = j + 2;
        }
        else if (At(j) is { Lex: Lex.Number, Length: <= 2 } && Word(At(j + 1)) is "p" or "a" && At(j + 2).IsMark('.') && WordIs(j + 3, "m"))
        {
            i = SkipMark(j + 4, '.');
        }

        return i == reading.Next ? reading : reading with { Next = i };
    }
}
