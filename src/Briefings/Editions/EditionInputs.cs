using System.Globalization;
using Briefings.EventStore;
using Briefings.Feeds;
using Briefings.Profiles;
using Briefings.Stories;
using NodaTime;

namespace Briefings.Editions;

/// <summary>A projection that a briefing rests on stopped before the end of the log: what it would leave out cannot be known.</summary>
public sealed class StoppedProjectionException(string message) : Exception(message);

/// <summary>Gathers what an edition is made of, as the log knew it at a position.</summary>
public sealed class EditionInputs(EventLog log, Documents documents, Projector projections, DefineProfile profiles, FeedBook feeds, Quarantine quarantine)
{
    // A day without edition is covered by the next one; after a longer silence the reader starts afresh.
    const int LongestPeriodDays = 7;

    // Longer outages are told by their last days.
    const int MostMissedDays = 31;

    /// <summary>With everything that was committed before the call.</summary>
    /// <exception cref="StoppedProjectionException">The stories end before it.</exception>
    public async Task<EditionInput> Now(Profile profile, DateOnly day, CancellationToken cancellation) =>
        await At(await projections.CatchUp(cancellation), profile, day, cancellation);

    /// <param name="position">The last log position known; a settled one.</param>
    /// <exception cref="StoppedProjectionException">The stories end before it.</exception>
    public async Task<EditionInput> At(long position, Profile profile, DateOnly day, CancellationToken cancellation)
    {
        await RequireStories(position, cancellation);
        var earlier = await Earlier(profile, position, cancellation);
        var (firstDay, toldUpTo) = Period(earlier, day);
        var stories = await new EditionStories(log, documents).Load(position, profile, day, toldUpTo, cancellation);
        var evidence = await ArticleEvidence.Read(log, EditionStories.Quoted(stories, day, firstDay, toldUpTo, earlier), position, cancellation);
        var sameDay = earlier.Where(e => e.Published.Day == day).ToList();
        return new EditionInput
        {
            Profile = profile,
            Day = day,
            FirstDay = firstDay,
            ToldUpTo = toldUpTo,
            Issue = sameDay.Count > 0 ? sameDay[0].Published.Issue : earlier.Select(e => e.Published.Issue).DefaultIfEmpty(0).Max() + 1,
            Revision = sameDay.Count + 1,
            LogPosition = position,
            KnownAt = (await log.LastAt(position, cancellation))?.RecordedAt,
            ChainHead = Convert.ToHexStringLower(await log.ChainHead(position, cancellation)),
            Extractor = evidence.Extractor,
            Stories = stories,
            Texts = evidence.Texts,
            Bodies = evidence.Bodies,
            Earlier = earlier,
            MissedDays = await MissedDays(profile, earlier, day, position, cancellation),
            Next = Next(profile, day),
            Feeds = await Health(position, cancellation),
            Refused = await Refused(position, firstDay, cancellation),
        };
    }

    /// <summary>By the clock of the zone as it will be, which a change of the clocks may have moved on.</summary>
    static NextIssue? Next(Profile profile, DateOnly day)
    {
        var zone = DateTimeZoneProviders.Tzdb[profile.TimeZone];
        if (EditionSchedule.NextIssue(profile.Schedule, zone, day) is not { } slot)
        {
            return null;
        }

        var local = Instant.FromDateTimeOffset(slot.At).InZone(zone).LocalDateTime;
        return new NextIssue(local.Date.ToDateOnly(), local.TimeOfDay.ToTimeOnly());
    }

    /// <summary>The scheduled days between the edition before, or the beginning of the schedule, and this one.</summary>
    async Task<IReadOnlyList<DateOnly>> MissedDays(Profile profile, List<Edition> earlier, DateOnly day, long position, CancellationToken cancellation)
    {
        if (profile.Schedule is null || await profiles.ScheduledSince(profile.Name, position, cancellation) is not { } since)
        {
            return [];
        }

        var zone = DateTimeZoneProviders.Tzdb[profile.TimeZone];
        var last = earlier.Where(e => e.Published.Day < day).Select(e => e.Published.Day).DefaultIfEmpty(DateOnly.MinValue).Max();
        var oldest = EditionSchedule.InstantOf(day.AddDays(-2 * MostMissedDays), TimeOnly.MinValue, zone);
        return [.. EditionSchedule.Between(profile.Schedule, zone, since > oldest ? since : oldest, EditionSchedule.InstantOf(day, TimeOnly.MinValue, zone))
            .Select(s => s.Day).Where(d => d > last && d < day).Distinct().TakeLast(MostMissedDays)];
    }

    /// <summary><c>null</c> when no feed is polled.</summary>
    async Task<FeedHealth?> Health(long position, CancellationToken cancellation)
    {
        var health = await feeds.Health(position, cancellation);
        return health.Sources == 0
            ? null
            : new FeedHealth(health.Healthy, [.. health.Failing.Select(feed => new FailingFeed(feed.Outlet ?? feed.Title ?? feed.Url, feed.Reason ?? "", feed.LastGoodAt)).OrderBy(feed => feed.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Items of feeds that were first seen in the days of the edition and could not be read; feeds that fail as a whole are told above.</summary>
    async Task<IReadOnlyList<RefusedArticle>> Refused(long position, DateOnly firstDay, CancellationToken cancellation) =>
        [.. (await quarantine.Standing(position, cancellation))
            .Where(item => item.Item.Length > 0 && DateOnly.FromDateTime(item.FirstSeenAt.UtcDateTime) >= firstDay)
            .Take(MaximumRefused)
            .Select(item => new RefusedArticle(item.Item, item.Reason))];

    const int MaximumRefused = 50;

    async Task<List<Edition>> Earlier(Profile profile, long position, CancellationToken cancellation)
    {
        var editions = new List<Edition>();
        await foreach (var (_, edition) in documents.All<Edition>(EditionList.ProjectionName, profile.Name + "-", cancellation))
        {
            if (edition.Published.Profile == profile.Name && edition.Position <= position)
            {
                editions.Add(edition);
            }
        }

        return [.. editions.OrderBy(e => e.Position)];
    }

    async Task RequireStories(long position, CancellationToken cancellation)
    {
        var stories = (await projections.Status(cancellation)).Single(s => s.Name == StoryProjection.ProjectionName);
        if (stories.Position < position && stories.Error is { } error)
        {
            throw new StoppedProjectionException(string.Create(
                CultureInfo.InvariantCulture, $"Expected the stories up to position {position}, found them stopped before position {stories.ErrorPosition}: {error}"));
        }
    }

    /// <summary>The day after the last edition, and how much of the log that knew; of its revisions, the latest counts.</summary>
    static (DateOnly FirstDay, long ToldUpTo) Period(List<Edition> earlier, DateOnly day) =>
        earlier.Where(e => e.Published.Day < day).OrderBy(e => e.Published.Day).ThenBy(e => e.Position).LastOrDefault() is { Published: var last }
        && day.DayNumber - last.Day.DayNumber <= LongestPeriodDays
            ? (last.Day.AddDays(1), last.LogPosition)
            : (day, long.MaxValue);
}
