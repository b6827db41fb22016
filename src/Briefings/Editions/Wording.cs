using System.Globalization;
using System.Text;
using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Dates, counts, names and composed phrases in the language of a briefing, from the <c>wording</c> of its labels.</summary>
sealed class Wording(string language)
{
    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    readonly IReadOnlyDictionary<string, string> words = Languages.Wording(language);

    /// <summary>The language's tag without its region, such as <c>es</c>.</summary>
    public string Language { get; } = Languages.Has(language) ? language.Split('-')[0] : "en";

    /// <summary>A phrase with its places filled.</summary>
    /// <exception cref="KeyNotFoundException">The language's labels lack the phrase.</exception>
    public string Text(string key, params ReadOnlySpan<object?> values) =>
        words.TryGetValue(key, out var text)
            ? values.Length == 0 ? text : string.Format(Culture, text, values)
            : throw new KeyNotFoundException($"Expected the labels of {Language} to have the wording \"{key}\", found none.");

    /// <summary>A number with what is counted, in the right form: <c>KEY.one</c> or <c>KEY.many</c>.</summary>
    public string Count(string key, int count) => Text(count == 1 ? key + ".one" : key + ".many", Number((long)count));

    public string LongDay(DateOnly day) => Text("date.long", Weekday(day), Day(day));

    public string Day(DateOnly day) => Text("date.day", day.Day, Month(day), day.Year);

    /// <summary>Day and month for the axis of a chart.</summary>
    public string ShortDay(DateOnly day) => Text("date.short", day.Day, Text(string.Create(Culture, $"monthShort.{day.Month}")));

    public string Instant(DateTimeOffset at) => Text("date.instant", Day(DateOnly.FromDateTime(at.UtcDateTime)), at.UtcDateTime.ToString("HH:mm", Culture) + " UTC");

    /// <summary>A local time of a zone on a day, with the weekday.</summary>
    public string LocalInstant(DateOnly day, TimeOnly time, string zone) => Text("date.instant", LongDay(day), $"{time.ToString("HH:mm", Culture)} ({zone})");

    public string Number(decimal value) => value.ToString("#,0.##", Format);

    public string Number(long value) => value.ToString("#,0", Format);

    /// <summary>With a sign and at most one decimal, as on the Goldstein scale.</summary>
    public string Signed(double value) => Math.Round(value, 1) switch
    {
        > 0 and var up => "+" + up.ToString("0.#", Format),
        < 0 and var down => "−" + (-down).ToString("0.#", Format),
        _ => "0",
    };

    NumberFormatInfo Format => new() { NumberDecimalSeparator = Text("number.decimal"), NumberGroupSeparator = Text("number.group"), NumberGroupSizes = [3] };

    /// <summary>An interval in words, as fine as its precision and no finer.</summary>
    public string When(When when) => when switch
    {
        { Precision: DatePrecision.Unknown } or { Start: null, End: null } => Text("date.unknown"),
        { Start: null, End: { } end } => Text("date.before", Day(end)),
        { Start: { } start, End: null } => Text("date.from", Day(start)),
        { Precision: DatePrecision.Month, Start: { } start } => Text("date.month", Month(start), start.Year),
        { Precision: DatePrecision.Quarter, Start: { } start } => Text("date.quarter", ((start.Month - 1) / 3) + 1, start.Year),
        { Precision: DatePrecision.Year, Start: { } start } => start.ToString("yyyy", Culture),
        { Start: { } start, End: { } end } when end.DayNumber - start.DayNumber <= 1 => Day(start),
        { Start: { } start, End: { } end } => Text("date.range", Day(start), Day(end.AddDays(-1))),
    };

    public string Outlet(StoryArticle article) => article switch
    {
        { Outlet.Length: > 0 } => article.Outlet,
        { FileName.Length: > 0 } => Text("outlet.unnamedFile", article.FileName),
        _ => Text("outlet.unnamed"),
    };

    /// <summary>The title as it stood on a day; empty when there is none.</summary>
    public static string Title(StoryArticle article, DateOnly day) =>
        article.Corrections.LastOrDefault(c => c.Day <= day && c.Title is { Length: > 0 })?.Title ?? article.Title ?? "";

    public string Published(StoryArticle article) => article.PublishedOn is { } day ? Day(day) : Text("date.unknown");

    public string Quoted(string text) => Text("quote", text);

    /// <summary>An event type as a noun phrase: <c>StrikesCriticized</c> as "criticism of strikes"; a type without words of its own by its name.</summary>
    public string Type(string type) => words.TryGetValue("type." + type, out var text) ? text : Spaced(type);

    public string Country(string code) => words.TryGetValue("country." + code, out var text) ? text : Countries.NameOf(code);

    /// <summary>A sector of CAMEO; empty when it has no name.</summary>
    public string Sector(string code) => words.GetValueOrDefault("sector." + code, "");

    /// <summary>A language by its tag; the tag when it has no name.</summary>
    public string LanguageName(string tag) => words.GetValueOrDefault("language." + tag, tag);

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public string Join(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => Text("list.and", string.Join(", ", parts.SkipLast(1)), parts[^1]),
    };

    string Month(DateOnly day) => Text(string.Create(Culture, $"month.{day.Month}"));

    string Weekday(DateOnly day) => Text(string.Create(Culture, $"weekday.{(int)day.DayOfWeek}"));

    static string Spaced(string type)
    {
        var text = new StringBuilder();
        foreach (var c in type)
        {
            text.Append(char.IsUpper(c) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
