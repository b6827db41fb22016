namespace Briefings.Extraction;

/// <summary>A stretch of days being worked out.</summary>
readonly record struct DateSpan(DateOnly? Start, DateOnly? End, DatePrecision Precision, string Rule)
{
    public static DateSpan Day(DateOnly day, string rule) => new(day, day.AddDays(1), DatePrecision.Day, rule);

    public static DateSpan Week(DateOnly monday, string rule) => new(monday, monday.AddDays(7), DatePrecision.Week, rule);

    public static DateSpan Month(int year, int month, string rule) => new(new DateOnly(year, month, 1), new DateOnly(year, month, 1).AddMonths(1), DatePrecision.Month, rule);

    public static DateSpan Year(int year, string rule) => new(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1), DatePrecision.Year, rule);

    public static DateSpan Quarter(int year, int quarter, string rule) => new(new DateOnly(year, quarter * 3 - 2, 1), new DateOnly(year, quarter * 3 - 2, 1).AddMonths(3), DatePrecision.Quarter, rule);

    public static DateSpan Range(DateOnly? start, DateOnly? end, string rule) => new(start, end, start is null || end is null ? DatePrecision.Open : DatePrecision.Range, rule);

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
