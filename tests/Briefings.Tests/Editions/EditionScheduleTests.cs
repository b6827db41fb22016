using System.Globalization;
using Briefings.Editions;
using Briefings.Profiles;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Extensions;
using Xunit;

namespace Briefings.Tests.Editions;

public sealed class EditionScheduleTests
{
    static readonly string[] Zones = [.. DateTimeZoneProviders.Tzdb.Ids];

    /// <summary>Any schedule in any zone over ten days of any year, half of them around a change of the clocks.</summary>
    static Gen<(Schedule Schedule, DateTimeZone Zone, DateTimeOffset From, DateTimeOffset To)> Cases() =>
        from zone in Gen.Elements(Zones)
        from minutes in Gen.Choose(0, (24 * 60) - 1).NonEmptyListOf()
        from days in Gen.SubListOf(Enum.GetValues<DayOfWeek>())
        from year in Gen.Choose(1995, 2035)
        from hour in Gen.Choose(0, 365 * 24)
        from atChange in Gen.Elements(true, false)
        let found = DateTimeZoneProviders.Tzdb[zone]
        let any = Instant.FromUtc(year, 1, 1, 0, 0) + Duration.FromHours(hour)
        let interval = found.GetZoneInterval(any)
        let start = atChange && interval.HasStart ? interval.Start - Duration.FromDays(5) : any
        let from1 = start.ToDateTimeOffset()
        select (new Schedule([.. minutes.Take(6).Select(m => new TimeOnly(m / 60, m % 60)).Distinct().Order()], [.. days]), found, from1, from1.AddDays(10));

    [Fact]
    public void Each_scheduled_time_comes_once_at_its_local_time_or_at_the_end_of_the_gap_that_swallows_it() => Prop.ForAll(Cases().ToArbitrary(), c =>
    {
        var slots = EditionSchedule.Between(c.Schedule, c.Zone, c.From, c.To).ToList();
        return slots.All(IsRight)
            && slots.DistinctBy(s => (s.Day, s.Time)).Count() == slots.Count
            && slots.DistinctBy(s => (s.At, s.Day)).Count() == slots.Count
            && slots.SequenceEqual(slots.OrderBy(s => s.At).ThenBy(s => s.Day))
            && Expected().SetEquals(slots.Select(s => (s.Day, s.At)));

        bool IsRight(Slot slot)
        {
            var mapping = c.Zone.MapLocal(slot.Day.ToLocalDate().At(slot.Time.ToLocalTime()));
            var at = slot.At.ToInstant();
            return c.Schedule.Times.Contains(slot.Time)
                && (c.Schedule.Days.Count == 0 || c.Schedule.Days.Contains(slot.Day.DayOfWeek))
                && (mapping.Count == 0 ? at == mapping.LateInterval.Start : at == mapping.First().ToInstant());
        }

        // By another way: every minute of the ten days by its local clock; what no minute shows lies in a gap.
        HashSet<(DateOnly, DateTimeOffset)> Expected()
        {
            var expected = new HashSet<(DateOnly, DateTimeOffset)>();
            for (var day = c.From.ToInstant().InZone(c.Zone).Date.PlusDays(-2); day <= c.To.ToInstant().InZone(c.Zone).Date.PlusDays(2); day = day.PlusDays(1))
            {
                if ((c.Schedule.Days.Count > 0 && !c.Schedule.Days.Contains(day.ToDateOnly().DayOfWeek)) || IsLeftOut(day))
                {
                    continue;
                }

                foreach (var time in c.Schedule.Times)
                {
                    var mapping = c.Zone.MapLocal(day.At(time.ToLocalTime()));
                    var at = (mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant()).ToDateTimeOffset();
                    if (at > c.From && at <= c.To)
                    {
                        expected.Add((day.ToDateOnly(), at));
                    }
                }
            }

            return expected;
        }

        bool IsLeftOut(LocalDate day) => Enumerable.Range(0, 24 * 4).All(q => c.Zone.MapLocal(day.AtMidnight().PlusMinutes(15 * q)).Count == 0);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Where_a_span_is_cut_changes_nothing_and_next_is_the_first_behind() => Prop.ForAll(
        (from c in Cases() from hours in Gen.Choose(0, 240) select (c, hours)).ToArbitrary(),
        x =>
        {
            var (schedule, zone, from, to) = x.c;
            var middle = from.AddHours(x.hours);
            var whole = EditionSchedule.Between(schedule, zone, from, to).ToList();
            return whole.SequenceEqual(EditionSchedule.Between(schedule, zone, from, middle).Concat(EditionSchedule.Between(schedule, zone, middle, to)))
                && (whole.Count == 0 || EditionSchedule.Next(schedule, zone, from) == whole[0]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("America/New_York", "2026-03-08", "02:15", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-02-02", "06:30", "2026-02-02T00:45:00Z")]
    public void Nights_on_which_the_clocks_change_have_one_edition(string zone, string day, string time, string at)
    {
        var schedule = new Schedule([TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture)], []);
        var local = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var tz = DateTimeZoneProviders.Tzdb[zone];
        var slot = Assert.Single(EditionSchedule.Between(schedule, tz, EditionSchedule.InstantOf(local, TimeOnly.MinValue, tz).AddTicks(-1), EditionSchedule.InstantOf(local.AddDays(1), TimeOnly.MinValue, tz).AddTicks(-1)));
        Assert.Equal((DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), local), (slot.At, slot.Day));
    }

    [Fact]
    public void Day_that_a_zone_leaves_out_has_no_edition()
    {
        var apia = DateTimeZoneProviders.Tzdb["Pacific/Apia"];
        var days = EditionSchedule.Between(new Schedule([new(6, 30)], []), apia, new(2011, 12, 28, 12, 0, 0, TimeSpan.Zero), new(2012, 1, 2, 0, 0, 0, TimeSpan.Zero)).Select(s => s.Day.Day);
        Assert.Equal([28, 29, 31, 1, 2], days);
    }

    [Fact]
    public void Next_issue_is_of_a_later_scheduled_day()
    {
        var schedule = new Schedule([new(6, 30), new(18, 0)], [DayOfWeek.Monday, DayOfWeek.Friday]);
        Assert.Equal(new DateOnly(2026, 2, 6), EditionSchedule.NextIssue(schedule, DateTimeZone.Utc, new(2026, 2, 2))?.Day);
        Assert.Null(EditionSchedule.NextIssue(null, DateTimeZone.Utc, new(2026, 2, 2)));
    }
}
