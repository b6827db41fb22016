using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.Profiles;
using Briefings.Stories;
using NodaTime;

namespace Briefings.Editions;

/// <summary>Loads the stories that an edition can tell of: those of its window and those changed since the edition before, however long the log is.</summary>
sealed class EditionStories(EventLog log, Documents documents)
{
    const int StoriesPerPage = 500;

    // Days are kept in UTC; a reader's day may begin on the one before and end on the one behind.
    const int ZoneDays = 1;

    // A silent story is named for as long as Changes names it.
    const int SilentDays = 3;

    /// <summary>As the log knew them at a position, with their days as the profile's reader counts them, in the order of their ids.</summary>
    /// <param name="toldUpTo">Log position of the edition before; the end of all logs when there is none to follow.</param>
    public async Task<List<Story>> Load(long position, Profile profile, DateOnly day, long toldUpTo, CancellationToken cancellation)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var kept in (await Days(position, day, toldUpTo, cancellation)).Distinct())
        {
            await foreach (var (_, entry) in documents.All<StoryDay>(StoryProjection.ProjectionName, StoryProjection.DayKey(kept), cancellation))
            {
                ids.Add(entry.StoryId);
            }
        }

        var zone = DateTimeZoneProviders.Tzdb[profile.TimeZone];
        var stories = new List<Story>();
        foreach (var some in ids.Chunk(StoriesPerPage))
        {
            var loaded = await documents.LoadMany<Story>(StoryProjection.ProjectionName, some, cancellation);
            stories.AddRange(StoryHistory.At(some.Where(loaded.ContainsKey).Select(id => loaded[id]), position).Select(s => LocalDays.In(s, zone)).Where(s => Concerns(s, day, toldUpTo)));
        }

        return stories;
    }

    /// <summary>The days in which stories grow, and the days on which something was recorded since the edition before.</summary>
    async Task<IEnumerable<DateOnly>> Days(long position, DateOnly day, long toldUpTo, CancellationToken cancellation)
    {
        var window = Each(day.AddDays(-StoryMatching.Lifetime.Days - ZoneDays), day.AddDays(ZoneDays));
        return toldUpTo < position && await log.LastAt(toldUpTo, cancellation) is { } told && await log.LastAt(position, cancellation) is { } known
            ? window.Concat(Each(DateOnly.FromDateTime(told.RecordedAt.UtcDateTime), DateOnly.FromDateTime(known.RecordedAt.UtcDateTime)))
            : window;

        static IEnumerable<DateOnly> Each(DateOnly from, DateOnly to) => Enumerable.Range(from.DayNumber, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(DateOnly.FromDayNumber);
    }

    /// <summary>Whether an article is of the days in which stories grow, or was changed or taken back since the edition before.</summary>
    static bool Concerns(Story story, DateOnly day, long toldUpTo) => story.Articles.Any(a =>
        (a.Day <= day && a.Day.DayNumber > day.DayNumber - StoryMatching.Lifetime.Days)
        || a.Corrections.Any(c => c.Day == day || (c.Day < day && c.Position > toldUpTo))
        || (a.Day <= day && a.Retraction is { } r && (r.Day == day || r.Position > toldUpTo)));

    /// <summary>Articles whose texts an edition needs: of stories it tells, told last time, or expects something of. Of the others it counts events and quotes nothing.</summary>
    public static IEnumerable<string> Quoted(IEnumerable<Story> stories, DateOnly day, DateOnly firstDay, long toldUpTo, IReadOnlyList<Edition> earlier)
    {
        var told = earlier.Where(e => e.Published.Day < day).OrderBy(e => e.Published.Day).ThenBy(e => e.Position).LastOrDefault()?.Published.Articles.ToHashSet(StringComparer.Ordinal) ?? [];
        return stories
            .Where(s => s.Articles.Any(IsNear) || s.Developments.Any(d => d.Reports.Any(r => r.Reported is { Modality: Modality.Planned, When.Start: { } start } && start >= day)))
            .SelectMany(s => s.Articles)
            .Select(a => a.Stream);

        bool IsNear(StoryArticle article) =>
            (article.Day <= day && article.Day.DayNumber >= firstDay.DayNumber - SilentDays)
            || article.Position > toldUpTo
            || article.Corrections.Any(c => c.Day >= firstDay || c.Position > toldUpTo)
            || (article.Retraction is { } r && (r.Day >= firstDay || r.Position > toldUpTo))
            || told.Contains(article.Stream);
    }
}
