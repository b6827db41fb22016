namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Quarters and halves of a year, seasons and holidays.</summary>
sealed partial class DateGrammar
{
    /// <summary>"Q3 2025", "H1 of 2026", "Q1".</summary>
    Reading? PartOfYearCode(int i) => PartOfYear(i + 1, Is(i, Lex.QuarterCode) ? 4 : 2, At(i).Value, null);

    /// <summary>A quarter or half by number, of the year that follows or, alone, of one chosen by tense.</summary>
    Reading? PartOfYear(int next, int parts, int number, int? year)
    {
        if (number < 1 || number > parts)
        {
            return null;
        }

        var (precision, unit, name) = parts == 4 ? (DatePrecision.Quarter, Unit.Quarter, "quarter")
            : (DatePrecision.Range, Unit.Year, "half-year");
        var months = 12 / parts;
        Interval? InYear(int y) =>
            Calendar.Day(y, ((number - 1) * months) + 1, 1) is { } start ? new Interval(start, Calendar.Add(start, Unit.Month, months))
            : null;
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
            return YearTerm(k) is { } fiscal
                ? Fixed(fiscal.Next, precision, name + " and fiscal year, as the calendar year", fiscal.Fixed.Start is { } first
                ? InYear(first.Year) : null, unit: parts == 4 ? unit : null) : bare;
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
        return scope.Lenient || isCode || (parts == 4 && At(next - 4).Lex is Lex.In or Lex.For or Lex.During && Is(next - 3, Lex.The))
            ? bare : null;
    }

    /// <summary>Seasons of the northern half of the earth, in whole months: spring is March to May.</summary>
    Reading? SeasonTerm(int i, Pick pick)
    {
        var month = At(i).Value == 0 ? 12 : At(i).Value * 3;
        var season = Yearly(i + 1, DatePrecision.Quarter, "season in whole months", y =>
            Calendar.Day(y, month, 1) is { } start ? new Interval(start, Calendar.Add(start, Unit.Month, 3)) : null, pick, Unit.Quarter);
        if (pick != Pick.ByTense)
        {
            return season;
        }

        if (WithYear(season, glued: false) is { Occurrence: null } dated)
        {
            return dated;
        }

        var isIn = Is(i - 1, Lex.In) || (Is(i - 1, Lex.The) && Is(i - 2, Lex.In))
            || At(i - 1).Lex is Lex.Early or Lex.Mid or Lex.Late or Lex.Since
            || (At(i - 1).IsDash && At(i - 2).Lex is Lex.Early or Lex.Mid or Lex.Late);
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
                j = At(j).Lex == Lex.Possessive || At(j).IsMark('.') || At(j).IsMark('’') || At(j).IsMark('\'')
                    || (At(j).IsDash && Tight(j)) ? j + 1 : j;
                isWhole = WordIs(j, words[n]);
                j++;
            }

            if (!isWhole)
            {
                continue;
            }

            var isWeekend = Is(j, Lex.Weekend) && Beyond(j + 1).Lex == Lex.Number;
            var reading = WithYear(Yearly(isWeekend ? j + 1 : j, DatePrecision.Day, "holiday", y =>
                Holidays.In(y, day) is { } date ? Interval.Of(date) : null, unit: Unit.Day), glued: false);
            isWeekend |= reading is not null && Is(reading.Next, Lex.Weekend) && reading.Next == j + 1;
            return isWeekend && reading is not null
                ? reading.Map(Math.Max(reading.Next, Is(reading.Next, Lex.Weekend) ? reading.Next + 1 : j + 1), DatePrecision.Range,
                    "weekend of the holiday", found => WeekendAt(found.Start)) : reading;
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
}
