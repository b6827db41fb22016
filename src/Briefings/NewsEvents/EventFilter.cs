using System.IO.Enumeration;
using Briefings.EventStore;
using Briefings.Extraction;

namespace Briefings.NewsEvents;

/// <summary>Which events a reader wants: every list that is not empty has to be met, by any of its entries.</summary>
/// <remarks>What asks for actors, countries or days is met by news events only; corrections and retractions of articles have none.</remarks>
public sealed record EventFilter
{
    public static EventFilter Everything { get; } = new();

    /// <summary>Event types; <c>*</c> stands for any letters, as in <c>Meeting*</c>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Ids, names or CAMEO codes of actors that a news event has as source or target.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>ISO 3166 alpha-3 codes of its actors.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Ids of stories, <c>story-…</c>. Met by what their articles' streams hold; <see cref="Wants"/> leaves it to its caller.</summary>
    public IReadOnlyList<string> Stories { get; init; } = [];

    /// <summary>Recorded at or after this instant.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Recorded before this instant.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Reported to have happened on this day or later, or until a day that is open.</summary>
    public DateOnly? HappenedFrom { get; init; }

    /// <summary>Reported to have happened before this day.</summary>
    public DateOnly? HappenedBefore { get; init; }

    bool NeedsNews => Actors.Count > 0 || Countries.Count > 0 || HappenedFrom is not null || HappenedBefore is not null;

    /// <summary>The types of a catalog that are wanted, to be asked for in SQL; <c>null</c> for all.</summary>
    public IReadOnlyCollection<string>? TypesOf(EventCatalog catalog) =>
        Types.Count == 0 || Types.Contains("*", StringComparer.Ordinal) ? null : [.. catalog.Types.Select(t => t.Name).Where(WantsType).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether an event is wanted, its story aside.</summary>
    public bool Wants(RecordedEvent recorded) =>
        (Types.Count == 0 || WantsType(recorded.Type))
        && (Since is not { } since || recorded.RecordedAt >= since)
        && (Until is not { } until || recorded.RecordedAt < until)
        && (!NeedsNews || (recorded.Body is NewsEvent news && WantsNews(news.Reported)));

    bool WantsType(string type) => Types.Any(t => FileSystemName.MatchesSimpleExpression(t, type, ignoreCase: false));

    bool WantsNews(ReportedEvent reported)
    {
        var actors = reported.Source.Concat(reported.Target);
        return (Actors.Count == 0 || actors.Any(a => Actors.Any(w => Is(w, a.Id) || Is(w, a.Name) || Is(w, a.Code))))
            && (Countries.Count == 0 || actors.Any(a => Countries.Contains(a.Country, StringComparer.OrdinalIgnoreCase)))
            && WantsDays(reported.When);
    }

    // An event without a day is none of those asked for: an unknown date is not any date.
    bool WantsDays(When when) =>
        (HappenedFrom is null && HappenedBefore is null)
        || (when is not { Start: null, End: null }
            && (HappenedFrom is not { } from || when.End is not { } end || end > from)
            && (HappenedBefore is not { } before || when.Start is not { } start || start < before));

    static bool Is(string wanted, string found) => string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);
}
