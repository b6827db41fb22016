namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Dates that begin with a day and go on with a month: "3 January", "the 15th day of next month".</summary>
sealed partial class DateGrammar
{
    /// <summary>A day number of one or two digits, or an ordinal, in figures or words.</summary>
    bool DayNumber(int i, out int day, out int next)
    {
        (day, next) = (At(i).Value, i + 1);
        switch (At(i).Lex)
        {
            case Lex.Number when At(i).Length <= 2 && !IsAmount(i):
                break;
            case Lex.Ordinal:
                break;
            case Lex.Count when day is 20 or 30 && Is(SkipDash(i + 1), Lex.Ordinal) && At(SkipDash(i + 1)).Value < 10:
                day += At(SkipDash(i + 1)).Value;
                next = SkipDash(i + 1) + 1;
                break;
            default:
                return false;
        }

        return day is >= 1 and <= 31;
    }

    int SkipDash(int i) => At(i).IsDash ? i + 1 : i;

    /// <summary>A number that is part of a longer figure: money, a decimal, a percentage, a time.</summary>
    bool IsAmount(int i) =>
        Beyond(i - 1) is { Lex: Lex.Mark, Value: '$' or '€' or '£' or '#' or '%' }
        || (Tight(i) && Beyond(i + 1) is { Lex: Lex.Mark, Value: '.' or ',' or ':' } && Tight(i + 1)
            && Beyond(i + 2).Lex is Lex.Number or Lex.Clock)
        || (Tight(i) && Beyond(i + 1).IsMark('%'))
        || (Tight(i - 1) && Beyond(i - 1) is { Lex: Lex.Mark, Value: '.' or ',' or ':' } && Tight(i - 2)
            && Beyond(i - 2).Lex is Lex.Number);

    /// <summary>"3 January", "the 3rd of January 2026", "3-5 January", "the 15th day of next month", "the 21st this month".</summary>
    Reading? DayMonth(int i)
    {
        if (!DayNumber(i, out var first, out var j))
        {
            return null;
        }

        var last = first;
        var k = At(j).IsDash || At(j).Lex is Lex.To or Lex.Until or Lex.And ? Skip(j + 1, Lex.The) : j;
        if (k > j && DayNumber(k, out var second, out var next) && second > first
            && (!Is(j, Lex.And) || Is(i - 1, Lex.Between) || Is(i - 2, Lex.Between))
                && InMonth(next, glued: false, sure: true, out _, out _))
        {
            (last, j) = (second, next);
        }

        var glued = Tight(j - 1) && (At(j).IsDash || At(j).IsMark('/'));
        if (glued && Tight(j) && At(j + 1) is { Lex: Lex.Number, Length: 4 } middle && Tight(j + 1) && Tight(j + 2) && Is(j + 3, Lex.Month)
            && Calendar.Day(middle.Value, At(j + 3).Value, first) is { } mixed)
        {
            return Fixed(j + 4, DatePrecision.Day, "calendar date", Interval.Of(mixed));
        }

        if (scope.Lenient && At(j).IsMark('.') && Is(j + 1, Lex.Month))
        {
            j++;
        }

        if (!InMonth(j, glued, sure: last > first || Is(i, Lex.Ordinal) || Is(j - 1, Lex.Ordinal), out var month, out j))
        {
            return null;
        }

        if (month.Unit == Unit.Month && month.Occurrence is null)
        {
            return month.Map(j, first == last ? DatePrecision.Day : DatePrecision.Range, "day of " + month.Rule, whole =>
                Days(whole, first, last));
        }

        if (!scope.Lenient && (WordIs(j - 1, "may") || WordIs(j - 1, "march")) && !IsCapital(j - 1) && !Is(i, Lex.Ordinal))
        {
            return null;
        }

        var days = month.Map(j, first == last ? DatePrecision.Day : DatePrecision.Range, "month and day", whole =>
            Days(whole, first, last));
        return days is null ? null : WithYear(days with { Unit = first == last ? Unit.Day : null }, glued);
    }

    /// <param name="sure">The number is a day even without "of".</param>
    /// <summary>The month behind a day: "of January", "January", "of next month", "this month", "day of the month".</summary>
    bool InMonth(int i, bool glued, bool sure, out Reading month, out int next)
    {
        var j = glued ? i + 1 : i;
        if (Is(j, Lex.Unit) && At(j).Value == (int)Unit.Day && Is(j + 1, Lex.Of))
        {
            j++;
        }

        var isOf = At(j).Lex is Lex.Of or Lex.In;
        j = isOf ? j + 1 : j;
        var isThe = Is(j, Lex.The);
        j = Skip(j, Lex.The);
        (month, next) = (null!, j);
        if (Is(j, Lex.Month) && !IsHoliday(j))
        {
            var value = At(j).Value;
            next = IsAbbreviation(j) && Beyond(j + 2).From > 0 && j + 1 < limit - 1 ? SkipMark(j + 1, '.') : j + 1;
            month = Yearly(next, DatePrecision.Month, "month", y => MonthIn(y, value), unit: Unit.Month);
            return true;
        }

        if (!isOf && !sure)
        {
            return false;
        }

        var shift = At(j).Lex switch { Lex.Last => -1, Lex.Next or Lex.Following or Lex.Coming => 1, _ => 0 };
        j = shift != 0 || Is(j, Lex.This) ? j + 1 : isThe && j > i + 1 ? j : -1;
        if (j > 0 && At(j) is { Lex: Lex.Unit, Value: (int)Unit.Month, Length: 5 }
            && Fixed(j + 1, DatePrecision.Month, "month", Calendar.Whole(scope.Today, Unit.Month, shift), true, Unit.Month) is { } found)
        {
            (month, next) = (found, j + 1);
            return true;
        }

        return false;
    }

    static Interval? Days(Interval month, int first, int last) =>
        month.Start is { } start && last <= DateTime.DaysInMonth(start.Year, start.Month)
            && Calendar.Add(start, first - 1) is { } from && Calendar.Add(start, last) is { } to
            ? new Interval(from, to)
            : null;
}
