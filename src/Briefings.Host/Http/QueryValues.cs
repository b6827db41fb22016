using System.Globalization;

namespace Briefings.Host.Http;

/// <summary>Reads query parameters within bounds; what cannot be used is a 400 that says what was expected.</summary>
static class QueryValues
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1_000;
    const int MaxValues = 50;
    const int MaxLength = 200;

    /// <summary>How many items a page may have.</summary>
    /// <exception cref="BadHttpRequestException">It is no number from 1 to <see cref="MaxLimit"/>.</exception>
    public static int Limit(string? text) =>
        text is null ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit ? limit
        : throw Bad("limit", $"a number from 1 to {MaxLimit}", text);

    public static IReadOnlyList<string> List(string[]? values, string name)
    {
        if (values is { Length: > MaxValues })
        {
            throw new BadHttpRequestException($"Expected {name} at most {MaxValues} times, found it {values.Length} times.");
        }

        foreach (var value in (values ?? []).Where(v => v.Trim().Length is 0 or > MaxLength))
        {
            throw Bad(name, $"1 to {MaxLength} characters", value);
        }

        return values ?? [];
    }

    public static DateTimeOffset? Instant(string? text, string name) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && text.Length >= "2026-02-02".Length ? instant.ToUniversalTime()
        : throw Bad(name, "an instant such as 2026-02-02T06:30:00Z", text);

    public static DateOnly? Day(string? text, string name) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Bad(name, "a day such as 2026-02-02", text);

    public static BadHttpRequestException Bad(string name, string expected, string found) =>
        new($"Expected {name} to be {expected}, found \"{(found.Length > MaxLength ? found[..MaxLength] + "…" : found)}\".");
}
