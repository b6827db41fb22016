using Briefings.EventStore;
using Briefings.Profiles;
using NodaTime;

namespace Briefings.Editions;

/// <summary>Where a profile's schedule stands at an instant.</summary>
/// <param name="Next">The next time; <c>null</c> when nothing is scheduled.</param>
/// <param name="Due">The latest time that has come and was not attended to; <c>null</c> when there is none.</param>
/// <param name="Missed">Earlier ones that nobody attended to: the edition of <paramref name="Due"/> covers them.</param>
public sealed record ScheduleStanding(ProfileState State, Slot? Next, Slot? Due, IReadOnlyList<Slot> Missed);

/// <summary>
/// Publishes what profiles have scheduled, once however many programs do so. After an outage the latest missed time is made
/// up for by one edition, which covers the days since the edition before and names those that have none.
/// </summary>
public sealed class ScheduledEditions(Documents documents, PublishEdition publish)
{
    /// <summary>All profiles, by name.</summary>
    public async Task<IReadOnlyList<ScheduleStanding>> At(DateTimeOffset now, CancellationToken cancellation)
    {
        var standings = new List<ScheduleStanding>();
        await foreach (var (_, state) in documents.All<ProfileState>(ProfileList.ProjectionName, "", cancellation))
        {
            standings.Add(Of(state, now));
        }

        return standings;
    }

    public static ScheduleStanding Of(ProfileState state, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb[state.Profile.TimeZone];
        var attended = state.LastSlot is { } last && last > state.ScheduledSince ? last : state.ScheduledSince;
        var due = EditionSchedule.Between(state.Profile.Schedule, zone, attended, now).ToList();
        return new ScheduleStanding(state, EditionSchedule.Next(state.Profile.Schedule, zone, now), due.LastOrDefault(), due.Count > 1 ? due[..^1] : []);
    }

    /// <summary>Attends to what is due: a new edition or draft, or the confirmation that the standing one still tells all.</summary>
    /// <returns><c>null</c> when nothing is due.</returns>
    /// <exception cref="StoppedProjectionException">The stories end before the log does.</exception>
    public async Task<PublishedEdition?> Attend(ScheduleStanding standing, CancellationToken cancellation) => standing.Due is { } due
        ? await publish.Handle(new StandingProfile(standing.State.Profile, standing.State.Revision), due.Day, cancellation, due.At)
        : null;
}
