using System.Globalization;
using Briefings.Editions;
using Briefings.Profiles;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Editions;

/// <summary>Each test schedules a profile of its own. Monday is 2 February 2026.</summary>
public sealed class ScheduledEditionsTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edition_goes_out_once_at_its_time_however_many_programs_attend()
    {
        await Define("once", "2026-02-02T06:00Z");
        Assert.Null((await Standing("once", "2026-02-02T06:29Z")).Due);
        await using var other = await newsroom.Open();
        var standing = await Standing("once", "2026-02-02T06:30Z");
        var editions = await Task.WhenAll(new[] { newsroom.Application, other, newsroom.Application, other }.Select(a => Task.Run(() => a.ScheduledEditions.Attend(standing, Cancellation))));
        Assert.Single(editions, e => e is { IsNew: true });
        var published = Assert.Single(await newsroom.Stream(PublishEdition.StreamFor("once", new(2026, 2, 2))));
        Assert.Equal(At("2026-02-02T06:30Z"), Assert.IsType<EditionPublished>(published.Body).Slot);
        Assert.Null((await Standing("once", "2026-02-02T06:31Z")).Due);
    }

    [Fact]
    public async Task Time_at_which_nothing_has_changed_is_confirmed_once()
    {
        await Define("quiet", "2026-02-02T06:00Z", "06:30", "18:00");
        await Attend("quiet", "2026-02-02T06:30Z");
        var standing = await Standing("quiet", "2026-02-02T18:00Z");
        await using var other = await newsroom.Open();
        await Task.WhenAll(newsroom.Application.ScheduledEditions.Attend(standing, Cancellation), other.ScheduledEditions.Attend(standing, Cancellation));
        var stream = await newsroom.Stream(PublishEdition.StreamFor("quiet", new(2026, 2, 2)));
        Assert.Equal(["EditionPublished", "EditionConfirmed"], stream.Select(e => e.Type));
        Assert.Equal("2026-02-03T06:30:00.0000000+00:00", (await Standing("quiet", "2026-02-02T18:00Z")).Next?.At.ToString("O", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Outage_is_made_up_for_by_one_edition_that_covers_and_names_the_missed_days()
    {
        await Define("outage", "2026-02-02T06:00Z");
        await Attend("outage", "2026-02-02T06:30Z");
        var missed = (await newsroom.Ingest(Newsroom.Draft("President Gustavo Petro of Colombia criticised US President Donald Trump on Tuesday.", published: "2026-02-03", url: "https://outage.example/1"))).Stream;
        var standing = await Standing("outage", "2026-02-05T09:00Z");
        Assert.Equal((new DateOnly(2026, 2, 5), 2), (standing.Due?.Day, standing.Missed.Count));
        var edition = await newsroom.Application.ScheduledEditions.Attend(standing, Cancellation);
        Assert.Equal(At("2026-02-03T00:00Z"), edition?.Published.From);
        Assert.Contains(missed, edition?.Published.Articles ?? []);
        var state = await newsroom.Application.DefineProfile.Load("outage", null, Cancellation);
        var input = await newsroom.Application.EditionInputs.At(edition?.Published.LogPosition ?? 0, state ?? Profile.General, new(2026, 2, 5), Cancellation);
        Assert.Equal([new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 4)], input.MissedDays);
        Assert.Equal(new NextIssue(new(2026, 2, 6), new(6, 30)), input.Next);
        Assert.Contains(edition?.Document.Gaps ?? [], g => g.Contains("3 February 2026 and 4 February 2026", StringComparison.Ordinal));
        Assert.Null((await Standing("outage", "2026-02-05T09:01Z")).Due);
    }

    [Fact]
    public async Task Nothing_is_due_before_the_schedule_was_set_and_a_new_title_sets_no_schedule()
    {
        await Define("young", "2026-02-02T07:00Z");
        Assert.Null((await Standing("young", "2026-02-02T23:00Z")).Due);
        newsroom.Clock.Now = At("2026-02-03T07:00Z");
        await newsroom.Application.DefineProfile.Handle(Desk("young", "06:30") with { Title = "Renamed" }, Cancellation);
        Assert.Equal(At("2026-02-03T06:30Z"), (await Standing("young", "2026-02-03T07:01Z")).Due?.At);
    }

    [Fact]
    public async Task Profile_that_asks_for_approval_gets_a_draft()
    {
        newsroom.Clock.Now = At("2026-02-02T06:00Z");
        await newsroom.Application.DefineProfile.Handle(Desk("careful", "06:30") with { NeedsApproval = true }, Cancellation);
        await Attend("careful", "2026-02-02T06:30Z");
        var stream = await newsroom.Stream(PublishEdition.StreamFor("careful", new(2026, 2, 2)));
        Assert.Equal(["EditionDrafted"], stream.Select(e => e.Type));
        Assert.Null((await Standing("careful", "2026-02-02T06:31Z")).Due);
    }

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    static Profile Desk(string name, params string[] times) => new()
    {
        Name = name,
        Title = name,
        Schedule = new Schedule([.. times.Select(t => TimeOnly.ParseExact(t, "HH:mm", CultureInfo.InvariantCulture))], []),
    };

    async Task Define(string name, string at, params string[] times)
    {
        newsroom.Clock.Now = At(at);
        await newsroom.Application.DefineProfile.Handle(Desk(name, times.Length > 0 ? times : ["06:30"]), Cancellation);
    }

    async Task<ScheduleStanding> Standing(string name, string at)
    {
        newsroom.Clock.Now = At(at);
        return (await newsroom.Application.ScheduledEditions.At(At(at), Cancellation)).Single(s => s.State.Profile.Name == name);
    }

    async Task Attend(string name, string at) => await newsroom.Application.ScheduledEditions.Attend(await Standing(name, at), Cancellation);
}
