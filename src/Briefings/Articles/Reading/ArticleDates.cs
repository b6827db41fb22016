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
    const string Zone = @"(?<z>[A-Za-z]{1,5}|(?:UTC|GMT)?[+\-−][0-9]{1,2}:?(?:[0-9]{2})?)(?:\s*\([A-Za-z ]{1,40}\))?";
    const string Time = @"(?:(?:[Tt]|,?\s+(?:at\s+)?)" + Hour + @"(?:\s*(?<ap>[AaPp])\.?[Mm]\.?)?(?:\s*" + Zone + ")?)?";
    const string Weekday = @"(?:[A-Za-z]{2,9}\.?,?\s+)?";

    /// <summary><c>null</c> for words that are no date, name a day that does not exist, or could be two days (03/02/2026).</summary>
    /// <remarks>
    /// ISO 8601, RFC 822 and RFC 1123 with zone names, the C library's form, "2 February 2026", "February 2, 2026".
    /// Years 1600 to 2199: what lies outside is a defect of the source.
    /// </remarks>
    public static StatedDate? Parse(string words)
    {
        var trimmed = words.Trim();
        if (trimmed.Length is 0 or > 120)
            return null;
        foreach (var form in (ReadOnlySpan<Regex>)[YearFirst(), Compact(), DayFirst(), MonthFirst(), YearLast()])
        {
            if (form.Match(trimmed) is { Success: true } match)
                return FromParts(match.Groups);
        }

        return null;
    }

    public static DateOnly? Day(int year, int month, int day) =>
        year is >= 1600 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    static StatedDate? FromParts(GroupCollection parts)
    {
        if (Day(Year(parts["y"].Value), Month(parts["m"].Value), Number(parts["d"])) is not { } day)
            return null;
        if (!parts["h"].Success)
            return new StatedDate(day, null);
        if (TimeOfDay(parts) is not { } time)
            return null;
        // At the edges of the calendar nothing can overflow: Day keeps years within 1600 to 2199.
        return new StatedDate(day, ZoneOffsets.Find(parts["z"].Value) is { } offset ? new DateTimeOffset(day.ToDateTime(time), offset) : null);
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

    static int Month(string words)
    {
        if (char.IsAsciiDigit(words[0]))
            return int.Parse(words, CultureInfo.InvariantCulture);
        if (words.Equals("sept", StringComparison.OrdinalIgnoreCase))
            return 9;
        var names = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        return 1 + Array.FindIndex(names, name => words.Equals(name, StringComparison.OrdinalIgnoreCase)
            || (words.Length == 3 && name.StartsWith(words, StringComparison.OrdinalIgnoreCase)));
    }

    [GeneratedRegex("^(?<y>[0-9]{4})(?:-(?<m>[0-9]{1,2})-|/(?<m>[0-9]{1,2})/)(?<d>[0-9]{1,2})" + Time + "$", RegexOptions.NonBacktracking)]
    private static partial Regex YearFirst();

    [GeneratedRegex("^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})(?:[Tt]?(?<h>[0-9]{2})(?<n>[0-9]{2})(?<s>[0-9]{2})?(?:" + Zone + ")?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Compact();

    [GeneratedRegex("^" + Weekday + @"(?<d>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?(?<m>[A-Za-z]{3,9})[.,]?[\s\-]+(?<y>[0-9]{4}|[0-9]{2})" + Time + "$", RegexOptions.NonBacktracking)]
    private static partial Regex DayFirst();

    [GeneratedRegex("^" + Weekday + @"(?<m>[A-Za-z]{3,9})\.?\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<y>[0-9]{4})" + Time + "$", RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();

    [GeneratedRegex("^" + Weekday + @"(?<m>[A-Za-z]{3})\s+(?<d>[0-9]{1,2})\s+" + Hour + @"(?:\s+" + Zone + @")?\s+(?<y>[0-9]{4})$", RegexOptions.NonBacktracking)]
    private static partial Regex YearLast();
}
