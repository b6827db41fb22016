namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Dates with a month in letters, with or without day and year, in every order.</summary>
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
        || (Tight(i) && Beyond(i + 1) is { Lex: Lex.Mark, Value: '.' or ',' or ':' } && Tight(i + 1) && Beyond(i + 2).Lex is Lex.Number or Lex.Clock)
        || (Tight(i) && Beyond(i + 1).IsMark('%'))
        || (Tight(i - 1) && Beyond(i - 1) is { Lex: Lex.Mark, Value: '.' or ',' or ':' } && Tight(i - 2) && Beyond(i - 2).Lex is Lex.Number);

    /// <summary>"January", "January 3", "Jan. 3rd, 2026", "January 2026", "January 3-5".</summary>
    Reading? MonthTerm(int i)
    {
        var month = At(i).Value;
        var j = IsAbbreviation(i) ? SkipMark(i + 1, '.') : i + 1;
        var glued = Tight(j - 1) && (At(j).IsDash || At(j).IsMark('/'));
        var k = glued ? j + 1 : SkipMark(j, ',');
        k = Skip(k, Lex.The);
        if (DayNumber(k, out var day, out var next) && CouldBeDay(i, k, next))
        {
            return DayRange(month, day, next, i) ?? WithYear(MonthDay(next, month, day), glued);
        }

        if (YearFor(j, glued: glued, out var year, out next))
        {
            if (glued && Tight(next - 1) && At(next).IsDash && DayNumber(next + 1, out day, out var last) && Calendar.Day(year, month, day) is { } date)
            {
                return Fixed(last, DatePrecision.Day, "calendar date", Interval.Of(date));
            }

            return Fixed(next, DatePrecision.Month, "month and year", MonthIn(year, month), unit: Unit.Month);
        }

        return IsMonthAlone(i)
            ? WithYear(Yearly(i + 1, DatePrecision.Month, "month", y => MonthIn(y, month), unit: Unit.Month), glued: false)
            : null;
    }

    static Interval? MonthIn(int year, int month) =>
        Calendar.Day(year, month, 1) is { } first ? Calendar.Whole(first, Unit.Month) : null;

    static Reading MonthDay(int next, int month, int day) =>
        Yearly(next, DatePrecision.Day, "month and day", y => Calendar.Day(y, month, day) is { } date ? Interval.Of(date) : null, unit: Unit.Day);

    bool IsAbbreviation(int i) => At(i) is { Length: 3, Value: not 5 } or { Length: 4, Value: 9 };

    /// <summary>"May 9" but not "may 9 people": in lower case "may" and "march" are verbs unless an ordinal follows.</summary>
    bool CouldBeDay(int month, int day, int next) =>
        scope.Lenient
        || !(Is(next, Lex.Other) && At(day).Lex == Lex.Number && Counts.IsNoun(Word(At(next))))
        && (IsCapital(month) || !(WordIs(month, "may") || WordIs(month, "march")) || Is(day, Lex.Ordinal) || Is(month - 1, Lex.Weekday));

    /// <summary>Whether a month name without day or year is one, and no verb, name or adjective.</summary>
    bool IsMonthAlone(int i)
    {
        if (scope.Lenient)
        {
            return true;
        }

        var before = At(i - 1);
        var isTemporal = before.Lex is Lex.In or Lex.Of or Lex.Since or Lex.Until or Lex.By or Lex.From or Lex.To or Lex.During or Lex.This or Lex.Last
            or Lex.Next or Lex.Past or Lex.Coming or Lex.Before or Lex.After or Lex.Early or Lex.Mid or Lex.Late or Lex.For or Lex.Between or Lex.Within or Lex.Until
            || (before.Lex == Lex.The && At(i).Value != 8 && At(i).Value != 3)
            || (IsCapital(i) && (before.Lex == Lex.The || (At(i + 1).IsDash && Is(i + 2, Lex.Month))))
            || (before.IsDash && At(i - 2).Lex is Lex.Early or Lex.Mid or Lex.Late)
            || (before.Lex is Lex.And or Lex.Or or Lex.To or Lex.Until && Is(i - 2, Lex.Month));
        return At(i).Value switch
        {
            3 or 5 => IsCapital(i) && isTemporal && !IsAbbreviation(i),
            4 or 6 or 8 when !IsAbbreviation(i) => isTemporal || (IsCapital(i) && !IsName(i)),
            _ => !IsAbbreviation(i) || (isTemporal && IsCapital(i)),
        };
    }

    /// <summary>A capitalised neighbour makes "April" or "June" a person's name.</summary>
    bool IsName(int i) =>
        (At(i + 1).Lex == Lex.Other && IsCapital(i + 1)) || (At(i - 1).Lex == Lex.Other && IsCapital(i - 1) && i > 1);

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
            && (!Is(j, Lex.And) || Is(i - 1, Lex.Between) || Is(i - 2, Lex.Between)) && InMonth(next, glued: false, sure: true, out _, out _))
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
            return month.Map(j, first == last ? DatePrecision.Day : DatePrecision.Range, "day of " + month.Rule, whole => Days(whole, first, last));
        }

        if (!scope.Lenient && (WordIs(j - 1, "may") || WordIs(j - 1, "march")) && !IsCapital(j - 1) && !Is(i, Lex.Ordinal))
        {
            return null;
        }

        var days = month.Map(j, first == last ? DatePrecision.Day : DatePrecision.Range, "month and day", whole => Days(whole, first, last));
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
        if (j > 0 && At(j) is { Lex: Lex.Unit, Value: (int)Unit.Month, Length: 5 } && Fixed(j + 1, DatePrecision.Month, "month", Calendar.Whole(scope.Today, Unit.Month, shift), true, Unit.Month) is { } found)
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

    /// <summary>"January 3-5", "January 3 to 5, 2026".</summary>
    Reading? DayRange(int month, int first, int i, int start)
    {
        var isDash = At(i).IsDash;
        if (!isDash && At(i).Lex is not (Lex.To or Lex.Until) && !(Is(i, Lex.And) && Is(start - 1, Lex.Between)))
        {
            return null;
        }

        if (!DayNumber(Skip(i + 1, Lex.The), out var last, out var next) || last <= first || Is(next, Lex.Month)
            || (Tight(next - 1) && (At(next).IsDash || At(next).IsMark('/')))
            || (!isDash && Is(next, Lex.Other) && !scope.Lenient && char.IsLower(text[At(next).From]) && Counts.IsNoun(Word(At(next)))))
        {
            return null;
        }

        return WithYear(
            Yearly(next, DatePrecision.Range, "days of a month", y => MonthIn(y, month) is { } whole ? Days(whole, first, last) : null),
            glued: false);
    }
}
