using System.Globalization;
using System.Text.RegularExpressions;

namespace Briefings.Articles.Reading;

/// <param name="Day">In the offset the words name.</param>
/// <param name="At"><c>null</c> when the words name no time of day, or no zone that has one meaning.</param>
sealed record StatedDate(DateOnly Day, DateTimeOffset? At);

/// <summary>Reads the dates that feeds, pages, front matter and people write.</summary>
static partial class ArticleDates
{
    const string Hour = @"(?<h>[0-9]{1,2}):(?<n>[0-9]{2})(?::(?<s>[0-9]{2})(?:[.,](?<f>[0-9]{1,9}))?)?";
    const string Zone = @"(?<z>[A-Za-z]{2,20}(?:/[A-Za-z_]{2,30}){1,2}|[A-Za-z]{1,5}|(?:UTC|GMT)?[+\-−][0-9]{1,2}:?(?:[0-9]{2})?Z?)(?:\s*\([A-Za-z ]{1,40}\))?";
    const string Time = @"(?:(?:[Tt]|,?\s+(?:at\s+|[\-–]\s*)?)" + Hour + @"(?:\s*(?<ap>[AaPp])\.?[Mm](?:\.|\b))?(?:\s*" + Zone + @")?|\s+(?:GMT|UTC|Z))?";
    const string Weekday = @"(?:\p{L}{2,10}\.?,?\s+)?";
    const string Month = @"(?<m>\p{L}{3,10})";

    /// <summary>
    /// <c>null</c> for words that are no date, name a day that does not exist, or could be two days: 03/02/2026, unless a weekday before it decides.
    /// </summary>
    /// <remarks>
    /// ISO 8601, RFC 822 and RFC 1123 with zone names, the C library's form, "2 February 2026", "February 2, 2026", 30.10.2026 (with full stops
    /// the day is first), seconds since 1970 in ten digits. Years 1600 to 2199: what lies outside is a defect of the source.
    /// </remarks>
    public static StatedDate? Parse(string words)
    {
        var trimmed = words.Trim();
        if (trimmed.Length is 0 or > 120)
            return null;
        if (UnixTime(trimmed) is { } instant)
            return new StatedDate(DateOnly.FromDateTime(instant.UtcDateTime), instant);
        foreach (var form in (ReadOnlySpan<Regex>)[YearFirst(), Compact(), DayFirst(), MonthFirst(), YearLast()])
        {
            if (form.Match(trimmed) is { Success: true } match)
                return FromParts(match.Groups, Number(match.Groups["d"]), MonthOf(match.Groups["m"].Value));
        }

        return Numeric().Match(trimmed) is { Success: true } numbers ? FromNumbers(numbers.Groups) : null;
    }

    /// <summary>Whether the words name a month and no day: they are understood, and the day stays unknown.</summary>
    public static bool NamesOnlyAMonth(string words) => MonthOnly().Match(words.Trim()) is { Success: true } match && MonthNames.Find(match.Groups["m"].Value) > 0;

    static DateTimeOffset? UnixTime(string words) =>
        words.Length is 10 or 13 && words.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && words[0] == '1' && long.TryParse(words, CultureInfo.InvariantCulture, out var number)
            ? DateTimeOffset.FromUnixTimeSeconds(words.Length == 13 ? number / 1000 : number)
            : null;

    // Day and month in figures: full stops put the day first everywhere; otherwise a figure above 12, two equal ones or the weekday must decide.
    static StatedDate? FromNumbers(GroupCollection parts)
    {
        var (first, second) = (Number(parts["a"]), Number(parts["b"]));
        if (parts["sep"].Value == "." || first > 12 || first == second)
            return FromParts(parts, first, second);
        if (second > 12)
            return FromParts(parts, second, first);
        var year = Year(parts["y"].Value);
        var asDayFirst = Day(year, second, first) is { } dayFirst && Names(parts["w"].Value, dayFirst);
        var asMonthFirst = Day(year, first, second) is { } monthFirst && Names(parts["w"].Value, monthFirst);
        return (asDayFirst, asMonthFirst) switch
        {
            (true, false) => FromParts(parts, first, second),
            (false, true) => FromParts(parts, second, first),
            _ => null,
        };

        static bool Names(string weekday, DateOnly day) => weekday.Length >= 3 && day.DayOfWeek.ToString().StartsWith(weekday[..3], StringComparison.OrdinalIgnoreCase);
    }

    public static DateOnly? Day(int year, int month, int day) =>
        year is >= 1600 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    static StatedDate? FromParts(GroupCollection parts, int dayOfMonth, int month)
    {
        if (Day(Year(parts["y"].Value), month, dayOfMonth) is not { } day)
            return null;
        if (!parts["h"].Success)
            return new StatedDate(day, null);
        if (TimeOfDay(parts) is not { } time)
            return null;
        // At the edges of the calendar nothing can overflow: Day keeps years within 1600 to 2199.
        var local = day.ToDateTime(time);
        return new StatedDate(day, ZoneOffsets.Find(parts["z"].Value, local) is { } offset ? new DateTimeOffset(local, offset) : null);
    }

    static TimeOnly? TimeOfDay(GroupCollection parts)
    {
        var hour = Number(parts["h"]);
        if (parts["ap"].Success)
        {
            if (hour is < 1 or > 12)
                return null;
            hour = (hour % 12) + (parts["ap"].Value is "p" or "P" ? 12 : 0);
        }

        // A leap second (:60) is the last second that .NET's time has.
        var (minute, second) = (Number(parts["n"]), Math.Min(Number(parts["s"]), 60) == 60 ? 59 : Number(parts["s"]));
        if (hour > 23 || minute > 59 || Number(parts["s"]) > 60)
            return null;
        var ticks = parts["f"].Success ? long.Parse(parts["f"].Value.PadRight(7, '0')[..7], CultureInfo.InvariantCulture) : 0;
        return new TimeOnly(hour, minute, second).Add(TimeSpan.FromTicks(ticks));
    }

    static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;

    // RFC 2822, 4.3: two digits below 50 are of this century, the others of the last.
    static int Year(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length > 2 ? year : year + (year < 50 ? 2000 : 1900);
    }

    static int MonthOf(string words) => char.IsAsciiDigit(words[0]) ? int.Parse(words, CultureInfo.InvariantCulture) : MonthNames.Find(words);

    [GeneratedRegex("^(?<y>[0-9]{4})(?:-(?<m>[0-9]{1,2})-|/(?<m>[0-9]{1,2})/)(?<d>[0-9]{1,2})" + Time + "$", RegexOptions.NonBacktracking)]
    private static partial Regex YearFirst();

    [GeneratedRegex("^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})(?:[Tt]?(?<h>[0-9]{2})(?<n>[0-9]{2})(?<s>[0-9]{2})?(?:" + Zone + ")?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Compact();

    [GeneratedRegex("^" + Weekday + @"(?<d>[0-9]{1,2})(?:st|nd|rd|th|\.)?[\s\-]+(?:of\s+|de\s+)?" + Month + @"[.,]{0,2}[\s\-]+(?:de\s+)?(?<y>[0-9]{4}|[0-9]{2})" + Time + "$", RegexOptions.NonBacktracking)]
    private static partial Regex DayFirst();

    [GeneratedRegex("^" + Weekday + Month + @"\.?\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<y>[0-9]{4})" + Time + "$", RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();

    [GeneratedRegex("^" + Weekday + @"(?<m>[A-Za-z]{3})\s+(?<d>[0-9]{1,2})\s+" + Hour + @"(?:\s+" + Zone + @")?\s+(?<y>[0-9]{4})$", RegexOptions.NonBacktracking)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(?:(?<w>\p{L}{2,10})\.?,?\s+)?(?<a>[0-9]{1,2})(?:(?<sep>[/.])|\s)(?<b>[0-9]{1,2})[/.\s](?<y>[0-9]{4}|[0-9]{2})" + Time + "$", RegexOptions.NonBacktracking)]
    private static partial Regex Numeric();

    [GeneratedRegex("^" + Month + @"\.?,?\s+[0-9]{4}$", RegexOptions.NonBacktracking)]
    private static partial Regex MonthOnly();
}
