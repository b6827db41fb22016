using System.IO.Enumeration;
using Briefings.EventStore;
using Briefings.NewsEvents;

namespace Briefings.Webhooks;

/// <summary>Which events a subscription wants. Every list that is not empty has to be met, by any of its entries.</summary>
public sealed record WebhookFilter
{
    /// <summary>Event types; <c>*</c> stands for any letters, as in <c>Meeting*</c>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Ids or names of actors that a news event has as source or target.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>ISO 3166 alpha-3 codes of its actors.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Ids of stories, <c>story-…</c>.</summary>
    public IReadOnlyList<string> Stories { get; init; } = [];

    /// <summary>How far from 0 on the Goldstein scale a news event has to be, either way.</summary>
    public double? MinimumIntensity { get; init; }

    /// <summary>How many outlets must have reported the development, this event's included.</summary>
    public int? MinimumSalience { get; init; }

    public bool NeedsStories => Stories.Count > 0 || MinimumSalience is not null;

    bool NeedsNews => Actors.Count > 0 || Countries.Count > 0 || MinimumIntensity is not null || MinimumSalience is not null;

    /// <summary>Whether an event is wanted.</summary>
    /// <param name="place">Its story; needed when <see cref="NeedsStories"/>.</param>
    public bool Wants(RecordedEvent recorded, EventPlace? place)
    {
        if (Types.Count > 0 && !Types.Any(t => FileSystemName.MatchesSimpleExpression(t, recorded.Type, ignoreCase: false)))
        {
            return false;
        }

        if (Stories.Count > 0 && (place is null || !Stories.Contains(place.StoryId, StringComparer.Ordinal)))
        {
            return false;
        }

        return !NeedsNews || (recorded.Body is NewsEvent news && WantsNews(news, place));
    }

    bool WantsNews(NewsEvent news, EventPlace? place)
    {
        var actors = news.Reported.Source.Concat(news.Reported.Target);
        return (Actors.Count == 0 || actors.Any(a => Actors.Any(w => string.Equals(w, a.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(w, a.Name, StringComparison.OrdinalIgnoreCase))))
            && (Countries.Count == 0 || actors.Any(a => Countries.Contains(a.Country, StringComparer.Ordinal)))
            && (MinimumIntensity is not { } intensity || Math.Abs(news.Reported.Intensity) >= intensity)
            && (MinimumSalience is not { } salience || place?.Salience >= salience);
    }
}

/// <summary>Where an event belongs among the stories.</summary>
/// <param name="Salience">How many outlets had reported its development when it was recorded; 0 for an event that is no news.</param>
public sealed record EventPlace(string StoryId, int Salience);
