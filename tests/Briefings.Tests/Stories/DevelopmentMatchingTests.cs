using Briefings.Extraction;
using Briefings.Stories;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Stories;

public sealed class DevelopmentMatchingTests
{
    const string Text = "They meet.";

    static ReportedEvent Met(string? day, Modality modality = Modality.Happened, string cluster = "meeting") => Given.Meeting(Text, Text, day, modality, cluster);

    [Fact]
    public void Reports_of_one_day_are_one_development() => Assert.True(DevelopmentMatching.IsSame(Met("2026-02-03"), Met("2026-02-03")));

    [Fact]
    public void Reports_of_two_days_are_two() => Assert.False(DevelopmentMatching.IsSame(Met("2026-02-03"), Met("2026-02-04")));

    [Fact]
    public void Reports_of_another_cluster_are_another() => Assert.False(DevelopmentMatching.IsSame(Met("2026-02-03"), Met("2026-02-03", cluster: "phone")));

    [Fact]
    public void Report_without_a_date_can_be_of_any_day() => Assert.True(DevelopmentMatching.IsSame(Met(null), Met("2026-02-03")));

    [Fact]
    public void Plan_told_for_two_days_of_a_week_is_one_and_a_plan_for_another_month_is_another()
    {
        Assert.True(DevelopmentMatching.IsSame(Met("2026-02-03", Modality.Planned), Met("2026-02-05", Modality.Planned)));
        Assert.False(DevelopmentMatching.IsSame(Met("2026-02-03", Modality.Planned), Met("2026-03-20", Modality.Planned)));
    }

    [Fact]
    public void Day_within_a_month_can_be_the_same()
    {
        var february = Met(null) with { When = new When(Given.Day("2026-02-01"), Given.Day("2026-03-01"), DatePrecision.Month, "test", "in February") };
        Assert.True(DevelopmentMatching.IsSame(february, Met("2026-02-28")));
        Assert.False(DevelopmentMatching.IsSame(february, Met("2026-03-01")));
        Assert.False(DevelopmentMatching.IsSame(february, Met("2026-01-31")));
    }

    [Fact]
    public void Two_reports_match_from_both_sides() => Prop.ForAll(
        (from a in Reports() from b in Reports() select (a, b)).ToArbitrary(),
        pair => DevelopmentMatching.IsSame(pair.a, pair.b) == DevelopmentMatching.IsSame(pair.b, pair.a)).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Undated_report_does_not_draw_two_days_together()
    {
        Development[] developments =
        [
            new() { Id = Guid.Empty, Type = "MeetingScheduled", Reports = [Report(Met(null)), Report(Met("2026-01-03"))] },
            new() { Id = Guid.AllBitsSet, Type = "MeetingScheduled", Reports = [Report(Met("2026-01-09"))] },
        ];
        Assert.Equal(Guid.AllBitsSet, DevelopmentMatching.Best(developments, Met("2026-01-09"))?.Id);
        Assert.Null(DevelopmentMatching.Best(developments, Met("2026-01-20")));
    }

    static Report Report(ReportedEvent reported) => new(Guid.NewGuid(), "article-1", 1, Given.Day("2026-02-01"), 1, reported);

    static Gen<ReportedEvent> Reports() =>
        from day in Gen.Choose(1, 28)
        from length in Gen.Choose(0, 40)
        from modality in Gen.Elements(Enum.GetValues<Modality>())
        select Met(null, modality) with { When = length == 0 ? When.Unknown : new When(new(2026, 2, day), new DateOnly(2026, 2, day).AddDays(length), DatePrecision.Range, "test", null) };
}
