using System.Globalization;

namespace Briefings.Extraction;

/// <summary>What fills the slots of a sentence template.</summary>
static class Slots
{
    /// <summary>The words for a slot; empty for an optional one that is unknown, <c>null</c> when the template cannot be used.</summary>
    public static string? Value(string slot, ReportedEvent reported) => slot switch
    {
        "source" => Names(reported.Source),
        "target" => Names(reported.Target),
        "topic" or "Topic" => reported.Topic,
        "when" => Date(reported.When),
        "where" => reported.Where is [var place, ..] ? $"at {place}" : "",
        _ => null,
    };

    static string? Names(IReadOnlyList<Actor> actors)
    {
        if (actors.Count == 0)
            return null;
        var names = actors.Select(a => Article(a.Name)).ToList();
        return names.Count == 1 ? names[0] : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];
    }

    /// <summary>"United States" and "White House" are written with "the".</summary>
    static string Article(string name) =>
        name.StartsWith("United ", StringComparison.Ordinal) || name.EndsWith(" House", StringComparison.Ordinal) || name is "Netherlands" or "Philippines" or "European Union" or "Kremlin" or "Pentagon" or "Taliban" ? "the " + name : name;

    public static string Date(When when)
    {
        if (when is not { Start: { } start, End: { } end })
            return "";
        var culture = CultureInfo.InvariantCulture;
        return when.Precision switch
        {
            DatePrecision.Day => start.ToString("'on' dddd d MMMM yyyy", culture),
            DatePrecision.Week => start.ToString("'in the week of' d MMMM yyyy", culture),
            DatePrecision.Month => start.ToString("'in' MMMM yyyy", culture),
            DatePrecision.Year => start.ToString("'in' yyyy", culture),
            _ when end.DayNumber - start.DayNumber > 1 => $"between {start.ToString("d MMMM yyyy", culture)} and {end.AddDays(-1).ToString("d MMMM yyyy", culture)}",
            _ => "",
        };
    }
}
