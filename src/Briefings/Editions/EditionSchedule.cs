using Briefings.Profiles;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace Briefings.Editions;

/// <summary>One time at which an edition is due.</summary>
/// <param name="At">The instant.</param>
/// <param name="Day">The local day whose edition it is.</param>
/// <param name="Time">The local time of the schedule.</param>
public sealed record Slot(DateTimeOffset At, DateOnly Day, TimeOnly Time);

/// <summary>When editions are due: a pure function of a schedule, a zone and two instants.</summary>
/// <remarks>A local time that the clocks skip is due at the moment after the gap, one that they show twice at its first; a day that a zone leaves out has none.</remarks>
public static class EditionSchedule
{
    // Times fall into a gap of at most a day, so a day on either side is enough.
    const int DaysAround = 2;

    const int DaysOfAWeek = 7;

    static readonly ZoneLocalMappingResolver Lenient = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The instant at which a local time comes, or the moment after the gap that swallows it.</summary>
    public static DateTimeOffset InstantOf(DateOnly day, TimeOnly time, DateTimeZone zone) => Resolve(day, time, zone).ToInstant().ToDateTimeOffset();

    /// <summary>What is due behind one instant and up to another, the second included, in order.</summary>
    public static IEnumerable<Slot> Between(Schedule? schedule, DateTimeZone zone, DateTimeOffset after, DateTimeOffset upTo)
    {
        if (schedule is null || upTo <= after)
        {
            return [];
        }

        var first = LocalDay(after, zone).AddDays(-DaysAround);
        var days = LocalDay(upTo, zone).DayNumber + DaysAround - first.DayNumber;
        return Enumerable.Range(0, days + 1).Select(first.AddDays)
            .SelectMany(day => SlotsOf(schedule, zone, day))
            .Where(s => s.At > after && s.At <= upTo)
            .DistinctBy(s => (s.At, s.Day))
            .OrderBy(s => s.At).ThenBy(s => s.Day);
    }

    /// <summary>The first one behind an instant; <c>null</c> when nothing is scheduled.</summary>
    public static Slot? Next(Schedule? schedule, DateTimeZone zone, DateTimeOffset after) =>
        Between(schedule, zone, after, after.AddDays(DaysOfAWeek + DaysAround)).FirstOrDefault();

    /// <summary>The first one of a later day: when the next issue comes out; <c>null</c> when nothing is scheduled.</summary>
    public static Slot? NextIssue(Schedule? schedule, DateTimeZone zone, DateOnly day) => schedule is null
        ? null
        : Enumerable.Range(1, DaysOfAWeek + DaysAround).SelectMany(ahead => SlotsOf(schedule, zone, day.AddDays(ahead))).FirstOrDefault();

    static IEnumerable<Slot> SlotsOf(Schedule schedule, DateTimeZone zone, DateOnly day)
    {
        var isScheduled = schedule.Days.Count == 0 || schedule.Days.Contains(day.DayOfWeek);
        var isThere = Resolve(day, TimeOnly.MinValue, zone).ToInstant() < Resolve(day.AddDays(1), TimeOnly.MinValue, zone).ToInstant();
        return isScheduled && isThere ? schedule.Times.Select(time => new Slot(InstantOf(day, time, zone), day, time)) : [];
    }

    static ZonedDateTime Resolve(DateOnly day, TimeOnly time, DateTimeZone zone) =>
        zone.ResolveLocal(day.ToLocalDate().At(LocalTime.FromTicksSinceMidnight(time.Ticks)), Lenient);

    static DateOnly LocalDay(DateTimeOffset at, DateTimeZone zone) => at.ToInstant().InZone(zone).Date.ToDateOnly();
}
