namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Dates in figures alone: 2026-01-03, 01/03/2026, 3.1.2026, 20260103, 11/20.</summary>
sealed partial class DateGrammar
{
    /// <param name="tied">A weekday or "next" before it says that two figures are a date.</param>
    Reading? NumericDate(int i, bool tied = false)
    {
        var first = At(i);
        if (first.Lex != Lex.Number)
        {
            return null;
        }

        if (first.Length == 8)
        {
            return StandsAlone(i, i + 1) && first.Value / 10000 is >= 1900 and < 2100
                && Calendar.Day(first.Value / 10000, first.Value / 100 % 100, first.Value % 100) is { } packed
                    ? Fixed(i + 1, DatePrecision.Day, "calendar date", Interval.Of(packed)) : null;
        }

        var mark = At(i + 1);
        if (!Tight(i) || !Tight(i + 1) || !(mark.IsMark('-') || mark.IsMark('/') || mark.IsMark('.') || mark.IsMark('–')) || !IsFree(i))
        {
            return null;
        }

        if (At(i + 2).Lex == Lex.Month && first.Length == 4 && Tight(i + 2) && At(i + 3).IsMark((char)mark.Value) && Tight(i + 3)
            && At(i + 4) is { Lex: Lex.Number } last)
        {
            return Fixed(i + 5, DatePrecision.Day, "calendar date", Calendar.Day(first.Value, At(i + 2).Value, last.Value) is { } day
                ? Interval.Of(day) : null);
        }

        if (At(i + 2).Lex != Lex.Number)
        {
            return null;
        }

        return Tight(i + 2) && At(i + 3).IsMark((char)mark.Value) && Tight(i + 3) && Is(i + 4, Lex.Number)
            ? ThreeFigures(i, (char)mark.Value)
            : TwoFigures(i, (char)mark.Value, tied);
    }

    /// <summary>Neither a longer figure nor a word's tail begins here.</summary>
    bool IsFree(int i) =>
        !(Tight(i - 1) && Beyond(i - 1) is var left
            && (left.Lex is Lex.Other
            || ((left.IsMark('-') || left.IsMark('/') || left.IsMark('.') || left.IsMark(',')) && Tight(i - 2)
            && Beyond(i - 2).Lex is Lex.Number && !EndsDate(i - 2))))
        && Beyond(i - 1) is not { Lex: Lex.Mark, Value: '$' or '€' or '£' };

    /// <summary>The figure closes a date that this one follows as its range's end.</summary>
    bool EndsDate(int i) => i == closed;

    /// <summary>Tells the grammar that an expression has been read, so that a list of dates in figures may go on.</summary>
    public void Close(Reading reading) => closed = reading.Next - 1;

    /// <summary>Index of the last token of the date read just before, so that "10/1/2018-10/7/2018" may go on.</summary>
    int closed = -1;

    Reading? ThreeFigures(int i, char mark)
    {
        var (a, b, c) = (At(i), At(i + 2), At(i + 4));
        if (!EndsFree(i + 4, mark))
        {
            return null;
        }

        DateOnly? day = null;
        if (a.Length == 4 && b.Length <= 2 && c.Length <= 2)
        {
            day = Calendar.Day(a.Value, b.Value, c.Value);
        }
        else if (a.Length <= 2 && b.Length <= 2 && (c.Length == 4 || (c.Length == 2 && (mark == '/' || scope.Lenient))))
        {
            var year = c.Length == 4 ? c.Value : TwoDigitYear(c.Value);
            var american = Calendar.Day(year, a.Value, b.Value);
            var european = Calendar.Day(year, b.Value, a.Value);
            day = mark == '.' ? european ?? american : american ?? european;
        }

        return day is { Year: >= 1000 and < 3000 } found
            ? Fixed(i + 5, DatePrecision.Day, mark == '.' ? "calendar date, day first" : a.Length == 4 ? "calendar date"
                : "calendar date, month first where that can be", Interval.Of(found)) : null;
    }

    bool EndsFree(int last, char mark) =>
        !(Tight(last) && Beyond(last + 1) is var right && (right.IsMark(mark) || right.IsMark('/')) && Tight(last + 1)
            && Beyond(last + 2).Lex is Lex.Number && !IsDateAt(last + 2));

    /// <summary>Three figures with one mark begin here.</summary>
    bool IsDateAt(int i) =>
        Is(i, Lex.Number) && Tight(i) && (At(i + 1).IsMark('-') || At(i + 1).IsMark('/')) && Is(i + 2, Lex.Number) && Tight(i + 2)
        && At(i + 3).Value == At(i + 1).Value && At(i + 4) is { Lex: Lex.Number, Length: 4 };

    /// <summary>"12-2015" and "2026-01" are months; "11/20" is a day only where something says that it is a date.</summary>
    Reading? TwoFigures(int i, char mark, bool tied)
    {
        var (a, b) = (At(i), At(i + 2));
        var isRange = Beyond(i + 3).IsDash && Beyond(i + 4).Lex == Lex.Number && Beyond(i + 5).IsMark('/');
        if (!StandsAlone(EndsDate(i - 2) ? i + 3 : i, i + 3) && !isRange)
        {
            return null;
        }

        if (mark is '-' or '/' && a.Length <= 2 && b.Length == 4 && b.Value is >= 1900 and < 2100 && MonthIn(b.Value, a.Value) is { } month)
        {
            return Fixed(i + 3, DatePrecision.Month, "month and year", month, unit: Unit.Month);
        }

        if (mark is '-' or '/' && a.Length == 4 && b.Length <= 2 && a.Value is >= 1900 and < 2100
            && (scope.Lenient || (mark == '-' && b.Length == 2 && text[b.From] == '0')) && MonthIn(a.Value, b.Value) is { } inYear)
        {
            return Fixed(i + 3, DatePrecision.Month, "year and month", inYear, unit: Unit.Month);
        }

        if (a.Length > 2 || b.Length > 2 || mark is not ('/' or '-') || (mark == '-' && !tied))
        {
            return null;
        }

        var isLed = At(i - 1).Lex is Lex.On or Lex.By or Lex.Until or Lex.Since or Lex.Before or Lex.After
            || ((At(i - 1).Lex is Lex.Or or Lex.And || At(i - 1).IsMark(',')) && closed == i - 2);
        if (!tied && !scope.Lenient && (!isLed || (a.Value, b.Value) is (9, 11) or (24, 7)))
        {
            return null;
        }

        var (first, second) = a.Value <= 12 ? (a.Value, b.Value) : (b.Value, a.Value);
        return first is >= 1 and <= 12 && second is >= 1 and <= 31
            ? MonthDay(i + 3, first, second) with { Rule = "month and day in figures" } : null;
    }
}
