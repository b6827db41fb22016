using System.Globalization;
using NodaTime;

namespace Briefings.Articles.Reading;

/// <summary>What the zone at the end of a date means, as hours and minutes from UTC.</summary>
static class ZoneOffsets
{
    // RFC 822, 5.1, and the names that news sites use with one meaning. Names with several (IST, AST) are not here:
    // the day is then known, the instant is not.
    static readonly Dictionary<string, int> HoursByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0, ["UT"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["WET"] = 0,
        ["BST"] = 1, ["CET"] = 1, ["WEST"] = 1, ["CEST"] = 2, ["EET"] = 2, ["SAST"] = 2, ["EEST"] = 3, ["MSK"] = 3,
        ["SGT"] = 8, ["HKT"] = 8, ["JST"] = 9, ["KST"] = 9, ["AEST"] = 10, ["AEDT"] = 11, ["NZST"] = 12, ["NZDT"] = 13,
        ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8, ["PDT"] = -7, ["BRT"] = -3, ["ART"] = -3,
    };

    /// <param name="zone">A name such as <c>EST</c> or <c>Europe/Brussels</c>, or an offset such as <c>+0100</c> or <c>GMT-07:00</c>.</param>
    /// <param name="at">The local time that stands before it, on which the offset of a place depends.</param>
    /// <returns><c>null</c> when there is no zone, its name is unknown, its offset lies beyond 14 hours, or its clocks skip or repeat that time.</returns>
    public static TimeSpan? Find(string zone, DateTime at)
    {
        if (HoursByName.TryGetValue(zone, out var hours))
            return TimeSpan.FromHours(hours);
        if (zone.Contains('/', StringComparison.Ordinal))
            return OfPlace(zone, at);
        var sign = zone.IndexOfAny(['+', '-', '−']);
        if (sign < 0)
            return null;
        var digits = zone[(sign + 1)..].TrimEnd('Z', 'z').Replace(":", "", StringComparison.Ordinal);
        var number = int.Parse(digits, CultureInfo.InvariantCulture);
        var minutes = digits.Length <= 2 ? number * 60 : (number / 100 * 60) + (number % 100);
        return minutes > 14 * 60 || (digits.Length > 2 && number % 100 > 59) ? null : TimeSpan.FromMinutes(zone[sign] == '+' ? minutes : -minutes);
    }

    static TimeSpan? OfPlace(string zone, DateTime at) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)?.MapLocal(LocalDateTime.FromDateTime(at)) is { Count: 1 } mapping
            ? mapping.Single().Offset.ToTimeSpan()
            : null;
}
