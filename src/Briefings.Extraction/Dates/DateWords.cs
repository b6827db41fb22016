using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Names of days, months, units and holidays.</summary>
static class DateWords
{
    static readonly string[] MonthNames = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    static readonly FrozenDictionary<string, int> Months = MonthNames.Select((m, i) => (m, i + 1)).Concat(MonthNames.Where(m => m.Length > 4).Select(m => (m[..3], Array.IndexOf(MonthNames, m) + 1)))
        .Append(("sept", 9)).DistinctBy(p => p.Item1, StringComparer.Ordinal).ToFrozenDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);

    static readonly FrozenDictionary<string, DayOfWeek> Days = DayNames.Select((d, i) => (d, (DayOfWeek)i)).Concat(DayNames.Select((d, i) => (d[..3], (DayOfWeek)i)))
        .Concat([("tues", DayOfWeek.Tuesday), ("weds", DayOfWeek.Wednesday), ("thur", DayOfWeek.Thursday), ("thurs", DayOfWeek.Thursday)]).ToFrozenDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);

    static readonly FrozenDictionary<string, char> Units = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["day"] = 'd', ["days"] = 'd', ["week"] = 'w', ["weeks"] = 'w', ["month"] = 'm', ["months"] = 'm', ["year"] = 'y', ["years"] = 'y', ["quarter"] = 'q', ["quarters"] = 'q',
        ["decade"] = 'D', ["decades"] = 'D', ["century"] = 'C', ["centuries"] = 'C', ["fortnight"] = 'f', ["fortnights"] = 'f', ["weekend"] = 'e', ["weekends"] = 'e', ["workweek"] = 'k',
        ["hour"] = 'h', ["hours"] = 'h', ["minute"] = 'h', ["minutes"] = 'h', ["min"] = 'h', ["mins"] = 'h', ["second"] = 'h', ["seconds"] = 'h',
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int Month(string word) => Months.GetValueOrDefault(word);

    public static DayOfWeek? Day(string word) => Days.TryGetValue(word, out var day) ? day : null;

    public static char Unit(string word) => Units.GetValueOrDefault(word);

    public static bool IsPartOfDay(string word) => word is "morning" or "afternoon" or "evening" or "night" or "noon" or "midnight" or "midday" or "lunchtime" or "am" or "pm" or "dawn" or "dusk";

    /// <summary>A holiday in a year; <c>null</c> when the words name none.</summary>
    public static DateOnly? Holiday(string words, int year) => words switch
    {
        "christmas" or "christmas day" or "xmas" => new DateOnly(year, 12, 25),
        "christmas eve" => new DateOnly(year, 12, 24),
        "boxing day" => new DateOnly(year, 12, 26),
        "new year day" or "new years day" or "new year" or "new year s day" => new DateOnly(year, 1, 1),
        "new year eve" or "new years eve" or "new year s eve" => new DateOnly(year, 12, 31),
        "independence day" => new DateOnly(year, 7, 4),
        "bastille day" => new DateOnly(year, 7, 14),
        "halloween" => new DateOnly(year, 10, 31),
        "juneteenth" or "freedom day" or "jubilee day" => new DateOnly(year, 6, 19),
        "earth day" => new DateOnly(year, 4, 22),
        "may day" or "labour day" => new DateOnly(year, 5, 1),
        "valentine day" or "valentines day" or "valentine s day" => new DateOnly(year, 2, 14),
        "veterans day" or "armistice day" => new DateOnly(year, 11, 11),
        "women s day" or "international women s day" => new DateOnly(year, 3, 8),
        "labor day" => Nth(year, 9, DayOfWeek.Monday, 1),
        "memorial day" => Nth(year, 6, DayOfWeek.Monday, 1).AddDays(-7),
        "thanksgiving" or "thanksgiving day" => Nth(year, 11, DayOfWeek.Thursday, 4),
        "black friday" => Nth(year, 11, DayOfWeek.Thursday, 4).AddDays(1),
        "mother s day" or "mothers day" => Nth(year, 5, DayOfWeek.Sunday, 2),
        "father s day" or "fathers day" => Nth(year, 6, DayOfWeek.Sunday, 3),
        "martin luther king day" or "mlk day" => Nth(year, 1, DayOfWeek.Monday, 3),
        "columbus day" => Nth(year, 10, DayOfWeek.Monday, 2),
        "presidents day" or "president s day" => Nth(year, 2, DayOfWeek.Monday, 3),
        "easter" or "easter sunday" => Easter(year),
        "easter monday" => Easter(year).AddDays(1),
        "good friday" => Easter(year).AddDays(-2),
        "ash wednesday" => Easter(year).AddDays(-46),
        "palm sunday" => Easter(year).AddDays(-7),
        "pentecost" => Easter(year).AddDays(49),
        _ => null,
    };

    public static DateOnly Nth(int year, int month, DayOfWeek day, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)day - (int)first.DayOfWeek + 7) % 7 + 7 * (n - 1));
    }

    /// <summary>The Gregorian computus of Meeus, Astronomical Algorithms, chapter 8.</summary>
    static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
        return new DateOnly(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    }
}
