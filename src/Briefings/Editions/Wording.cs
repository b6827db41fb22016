using System.Globalization;
using System.Text;
using Briefings.Extraction;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Dates, counts and names as the briefing prints them.</summary>
static class Wording
{
    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string LongDay(DateOnly day) => day.ToString("dddd, d MMMM yyyy", Culture);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", Culture);

    public static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMMM yyyy, HH:mm", Culture) + " UTC";

    public static string Count(int count, string one, string many) => string.Create(Culture, $"{count} {(count == 1 ? one : many)}");

    public static string Number(decimal value) => value.ToString("0.##", Culture);

    public static string Number(long value) => value.ToString(Culture);

    /// <summary>An interval in words, as fine as its precision and no finer.</summary>
    public static string When(When when) => when switch
    {
        { Precision: DatePrecision.Unknown } or { Start: null, End: null } => "date unknown",
        { Start: null, End: { } end } => $"before {Day(end)}",
        { Start: { } start, End: null } => $"from {Day(start)}",
        { Precision: DatePrecision.Month, Start: { } start } => start.ToString("MMMM yyyy", Culture),
        { Precision: DatePrecision.Quarter, Start: { } start } => string.Create(Culture, $"quarter {((start.Month - 1) / 3) + 1} of {start.Year}"),
        { Precision: DatePrecision.Year, Start: { } start } => start.ToString("yyyy", Culture),
        { Start: { } start, End: { } end } when end.DayNumber - start.DayNumber <= 1 => Day(start),
        { Start: { } start, End: { } end } => $"{Day(start)} – {Day(end.AddDays(-1))}",
    };

    public static string Outlet(StoryArticle article) => article switch
    {
        { Outlet.Length: > 0 } => article.Outlet,
        { FileName.Length: > 0 } => $"Outlet not named ({article.FileName})",
        _ => "Outlet not named",
    };

    /// <summary>The title as it stood on a day; empty when there is none.</summary>
    public static string Title(StoryArticle article, DateOnly day) =>
        article.Corrections.LastOrDefault(c => c.Day <= day && c.Title is { Length: > 0 })?.Title ?? article.Title ?? "";

    public static string Published(StoryArticle article) => article.PublishedOn is { } day ? Day(day) : "date unknown";

    /// <summary><c>StrikesCriticized</c> as "strikes criticized".</summary>
    public static string Type(string type)
    {
        var words = new StringBuilder();
        foreach (var c in type)
        {
            if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Join(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}",
    };
}
