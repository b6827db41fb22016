using System.Runtime.InteropServices;

namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Days from the first, included, to the last, excluded; a bound that is <c>null</c> is open.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Interval(DateOnly? Start, DateOnly? End)
{
    public static Interval Of(DateOnly day) => new(day, day == DateOnly.MaxValue ? day : day.AddDays(1));
}

/// <summary>Arithmetic of days and units. Weeks are ISO 8601 weeks, from Monday; a result outside the years 1 to 9999 is
/// <c>null</c>.</summary>
static class Calendar
{
    public static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    public static DateOnly? Add(DateOnly day, long days)
    {
        var number = day.DayNumber + days;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : null;
    }

    public static DateOnly? Add(DateOnly day, Unit unit, long count) => unit switch
    {
        Unit.Moment => day,
        Unit.Day => Add(day, count),
        Unit.Week or Unit.WorkWeek => Add(day, 7 * count),
        Unit.Fortnight => Add(day, 14 * count),
        _ => AddMonths(day, count * MonthsOf(unit)),
    };

    static DateOnly? AddMonths(DateOnly day, long months)
    {
        var total = (day.Year * 12L) + day.Month - 1 + months;
        return total is >= 12 and < 120000 ? day.AddMonths((int)months) : null;
    }

    static int MonthsOf(Unit unit) => unit switch
    {
        Unit.Quarter => 3,
        Unit.Year => 12,
        Unit.Decade => 120,
        Unit.Century => 1200,
        _ => 1,
    };

    /// <summary>The unit that holds a day, moved on by a count of units.</summary>
    public static Interval? Whole(DateOnly day, Unit unit, long shift = 0)
    {
        if (Add(FirstOf(day, unit), unit, unit == Unit.Moment ? 0 : shift) is not { } start)
        {
            return null;
        }

        return unit switch
        {
            Unit.Moment => Interval.Of(start),
            Unit.WorkWeek => new Interval(start, Add(start, 5)),
            _ => Add(start, unit, 1) is { } end ? new Interval(start, end) : null,
        };
    }

    static DateOnly FirstOf(DateOnly day, Unit unit) => unit switch
    {
        Unit.WorkWeek or Unit.Week or Unit.Fortnight => Monday(day),
        Unit.Month => new DateOnly(day.Year, day.Month, 1),
        Unit.Quarter => new DateOnly(day.Year, (3 * ((day.Month - 1) / 3)) + 1, 1),
        Unit.Year => new DateOnly(day.Year, 1, 1),
        Unit.Decade => new DateOnly(Math.Max(1, day.Year - (day.Year % 10)), 1, 1),
        Unit.Century => new DateOnly(Math.Max(1, day.Year - (day.Year % 100)), 1, 1),
        _ => day,
    };

    // Day number 0, 1 January of the year 1, is a Monday.
    public static DateOnly Monday(DateOnly day) => DateOnly.FromDayNumber(day.DayNumber - (day.DayNumber % 7));

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public static int WeekdayOf(DateOnly day) => (day.DayNumber % 7) + 1;

    /// <summary>The week of a year or month by number from 1, or from the end by -1; a week belongs to where its Thursday lies.</summary>
    public static Interval? WeekOf(Interval period, int number)
    {
        if (period is not { Start: { } first, End: { } end })
        {
            return null;
        }

        var inside = number > 0 ? Add(first, 3) : Add(end, -4);
        return inside is { } day ? Whole(day, Unit.Week, number > 0 ? number - 1 : number + 1) : null;
    }

    /// <summary>The nth such weekday of a period, counted from 1, or from the end by -1.</summary>
    public static DateOnly? NthWeekday(Interval period, int weekday, int number)
    {
        if (period is not { Start: { } first, End: { } end })
        {
            return null;
        }

        var found = number > 0
            ? Add(first, ((weekday - WeekdayOf(first) + 7) % 7) + (7L * (number - 1)))
            : Add(end, -1) is { } last ? Add(last, -((WeekdayOf(last) - weekday + 7) % 7) + (7L * (number + 1))) : null;
        return found >= first && found < end ? found : null;
    }

    public static DatePrecision PrecisionOf(Unit unit) => unit switch
    {
        Unit.Moment or Unit.Day => DatePrecision.Day,
        Unit.Week or Unit.WorkWeek => DatePrecision.Week,
        Unit.Month => DatePrecision.Month,
        Unit.Quarter => DatePrecision.Quarter,
        Unit.Year => DatePrecision.Year,
        _ => DatePrecision.Range,
    };
}
