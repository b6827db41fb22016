using System.Globalization;

namespace Briefings.Extraction;

/// <summary>Writes an interval as a reader expects it in a sentence; nothing when it is unknown.</summary>
public static class DateWording
{
    /// <summary>"on Tuesday 3 February 2026", "in November 2025", "between 3 January 2026 and 2 February 2026"; empty when either end is open.</summary>
    public static string Of(When when)
    {
        if (when is not { Start: { } start, End: { } end })
            return "";
        if (when.Basis.StartsWith("as the ", StringComparison.Ordinal))
            return "";
        var culture = CultureInfo.InvariantCulture;
        var last = end.AddDays(-1);
        return when.Precision switch
        {
            DatePrecision.Day when when.Basis.StartsWith("present tense", StringComparison.Ordinal) => "",
            DatePrecision.Day => start.ToString("'on' dddd d MMMM yyyy", culture),
            DatePrecision.Week => start.ToString("'in the week of' d MMMM yyyy", culture),
            DatePrecision.Month => start.ToString("'in' MMMM yyyy", culture),
            DatePrecision.Quarter => $"in the {((start.Month + 2) / 3) switch { 1 => "first", 2 => "second", 3 => "third", _ => "fourth" }} quarter of {start.Year}",
            DatePrecision.Year when start.AddYears(1) == end => start.ToString("'in' yyyy", culture),
            _ when last.DayNumber > start.DayNumber => $"between {start.ToString("d MMMM yyyy", culture)} and {last.ToString("d MMMM yyyy", culture)}",
            _ => start.ToString("'on' dddd d MMMM yyyy", culture),
        };
    }
}
