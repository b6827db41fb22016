namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Years in figures, and the years that qualify a month, a day or a holiday.</summary>
sealed partial class DateGrammar
{
    /// <summary>A year behind a month or a day: ", 2026", "of 1987", "'87", "of 87", "two thousand and five".</summary>
    bool YearFor(int i, bool glued, out int year, out int next)
    {
        var j = glued ? i + 1 : SkipAhead(i, Lex.Mark, ',');
        var isOf = !glued && Beyond(j).Lex is Lex.Of or Lex.In;
        j = isOf ? j + 1 : j;
        if (isOf && Beyond(j).Lex == Lex.The)
        {
            j++;
        }

        if (Beyond(j) is { Lex: Lex.Unit, Value: (int)Unit.Year })
        {
            j++;
        }

        var token = Beyond(j);
        (year, next) = (token.Value, j + 1);
        if (token is { Lex: Lex.Number, Length: 4 })
        {
            return IsYear(j) && (!glued || !(Tight(j) && Beyond(j + 1).IsMark('/')));
        }

        if (token.IsMark('\'') || token.IsMark('’'))
        {
            (year, next) = (TwoDigitYear(Beyond(j + 1).Value), j + 2);
            return Tight(j) && Beyond(j + 1) is { Lex: Lex.Number, Length: 2 };
        }

        if (token is { Lex: Lex.Number, Length: 2 } && (isOf || scope.Lenient) && j < limit && !IsAmount(j)
            && !(Beyond(j + 1).IsDash && Tight(j))
            && (token.Value > 31 || scope.Lenient) && Beyond(j + 1).Lex != Lex.Meridiem)
        {
            year = TwoDigitYear(token.Value);
            return true;
        }

        return SpokenYear(j, out year, out next);
    }

    int SkipAhead(int i, Lex lex, int value) => Beyond(i) is var token && token.Lex == lex && token.Value == value ? i + 1 : i;

    /// <summary>00 to 39 lie in this century, 40 to 99 in the last.</summary>
    static int TwoDigitYear(int value) => value < 40 ? 2000 + value : 1900 + value;

    /// <summary>Ties a year to a reading that lacks one: "January 3, 2026", "March of this year", "December 22, last year".</summary>
    Reading? WithYear(Reading? reading, bool glued)
    {
        if (reading is not { Cycle: Cycle.Year, Occurrence: { } occurrence })
        {
            return reading;
        }

        var i = reading.Next;
        if (glued && !(Tight(i - 1) && (Beyond(i).IsDash || Beyond(i).IsMark('/') || Beyond(i).IsMark('.'))))
        {
            glued = false;
        }

        // "June 23 in 2020" is a date, "June 23 in Paris" is left as it is.
        if (YearFor(i, glued, out var year, out var next))
        {
            return Fixed(Math.Min(next, Math.Max(limit, i)), reading.Precision, reading.Rule + " and year", occurrence(year),
                unit: reading.Unit);
        }

        var j = SkipAhead(i, Lex.Mark, ',');
        j = Beyond(j).Lex is Lex.Of or Lex.In or Lex.Earlier or Lex.Later ? j + 1 : j;
        j = Beyond(j).Lex is Lex.The ? j + 1 : j;
        int? shift = Beyond(j).Lex switch { Lex.Last => -1, Lex.This => 0, Lex.Next or Lex.Following or Lex.Coming => 1, _ => null };
        if (shift is { } years && Beyond(j + 1) is { Lex: Lex.Unit, Value: (int)Unit.Year })
        {
            var named = Beyond(j).Lex == Lex.Following && scope.Anchor is { } anchor ? anchor.Year + 1 : scope.Today.Year + years;
            return Fixed(Math.Min(j + 2, Math.Max(limit, i)), reading.Precision, $"{reading.Rule} of {Label(years)} year seen from",
                occurrence(named), relative: true, unit: reading.Unit);
        }

        if (Beyond(j).Lex is Lex.That or Lex.Same && Beyond(j + 1) is { Lex: Lex.Unit, Value: (int)Unit.Year } && scope.Anchor is { } day)
        {
            return Fixed(Math.Min(j + 2, Math.Max(limit, i)), reading.Precision, $"{reading.Rule} of the year named before",
                occurrence(day.Year), unit: reading.Unit);
        }

        return reading;
    }

    static string Label(int shift) => shift switch { < 0 => "last", 0 => "this", _ => "next" };

    /// <summary>A figure of four digits that stands for a year and is no count, part number or longer figure.</summary>
    bool IsYear(int i)
    {
        var token = Beyond(i);
        return token is { Lex: Lex.Number, Length: 4, Value: >= 1000 and <= 2999 }
            && !IsAmount(i)
            && !(Tight(i) && Beyond(i + 1).Lex is Lex.Other or Lex.Unit)
            && !(Tight(i - 1) && Beyond(i - 1).Lex is Lex.Other)
            && !Counts.IsNoun(Word(Beyond(i + 1)));
    }

    /// <summary>No figure hangs on by a dash or a slash, as in a telephone number.</summary>
    bool StandsAlone(int i, int next) =>
        !(Beyond(i - 1) is var left && (left.IsDash || left.IsMark('/') || left.IsMark('.')) && Beyond(i - 2).Lex is Lex.Number
            && (Tight(i - 1) || left.IsDash))
        && !(Beyond(next) is var right && (right.IsDash || right.IsMark('/')) && Beyond(next + 1).Lex is Lex.Number or Lex.Clock
            && (Tight(next - 1) || right.IsDash));

    /// <summary>"2015", "the year 2008", "calendar year 2008", "fiscal 2025", "2019 H2", "2017-q1".</summary>
    Reading? YearTerm(int i)
    {
        var j = i;
        var isFiscal = false;
        if (Is(j, Lex.Fiscal))
        {
            isFiscal = !WordIs(j, "calendar") && !WordIs(j, "cy");
            j++;
        }

        var isNamed = j > i || At(j) is { Lex: Lex.Unit, Value: (int)Unit.Year };
        j = At(j) is { Lex: Lex.Unit, Value: (int)Unit.Year } ? j + 1 : j;
        if (j >= limit || !IsYear(j))
        {
            return null;
        }

        var year = At(j).Value;
        var k = At(j + 1).IsDash && Tight(j) ? j + 2 : j + 1;
        if (At(k).Lex is Lex.QuarterCode or Lex.HalfCode)
        {
            return PartOfYear(k + 1, At(k).Lex == Lex.QuarterCode ? 4 : 2, At(k).Value, year);
        }

        if (Is(j + 1, Lex.Possessive) && Tight(j) && year % 10 == 0 && (Is(j - 1, Lex.The) || scope.Lenient))
        {
            return Calendar.Day(year, 1, 1) is { } first
                ? Fixed(j + 2, DatePrecision.Range, "decade", Calendar.Whole(first, Unit.Decade), unit: Unit.Decade) : null;
        }

        if (!isNamed && !IsBareYear(j))
        {
            return null;
        }

        return Fixed(j + 1, DatePrecision.Year, isFiscal ? "fiscal year, as the calendar year" : "year", YearIn(year), unit: Unit.Year);
    }

    /// <summary>"2015 January", "2015 January 12": only where the words are known to be a date.</summary>
    Reading? YearFirst(int i)
    {
        if (!scope.Lenient || !IsYear(i) || !Is(SkipMark(i + 1, ','), Lex.Month) || At(i + 1).IsDash)
        {
            return null;
        }

        var month = SkipMark(i + 1, ',');
        var year = At(i).Value;
        return MonthTerm(month) is { Occurrence: { } occurrence } reading
            ? Fixed(reading.Next, reading.Precision, "year and " + reading.Rule, occurrence(year), unit: reading.Unit) : null;
    }

    static Interval? YearIn(int year) => Calendar.Day(year, 1, 1) is { } first ? Calendar.Whole(first, Unit.Year) : null;

    bool IsBareYear(int i)
    {
        if (!StandsAlone(i, i + 1))
        {
            return false;
        }

        var year = At(i).Value;
        return At(i - 1).Lex switch
        {
            Lex.As when At(i - 2).Lex is Lex.Early or Lex.Late => true,
            Lex.In or Lex.Since or Lex.Until or Lex.By or Lex.Before or Lex.After or Lex.During => true,
            Lex.Early or Lex.Late or Lex.Mid or Lex.Than => true,
            Lex.Of or Lex.From or Lex.To or Lex.Between => year is >= 1500 and < 2200,
            Lex.More or Lex.Less or Lex.Around => false,
            _ => year is >= 1900 and < 2100 && !IsQuantity(i),
        };
    }

    /// <summary>"nearly 2000", "at least 2000", "Route 2000", "USD 2000": no year.</summary>
    bool IsQuantity(int i) =>
        (Beyond(i - 1).Lex == Lex.Other && i > 1 && !scope.Lenient && IsCapital(i - 1))
        || Beyond(i - 1).Lex is Lex.At or Lex.As
        || Word(Beyond(i - 1)) is "nearly" or "least" or "most" or "some" or "almost" or "roughly" or "number" or "code" or "No" or "no";
}
