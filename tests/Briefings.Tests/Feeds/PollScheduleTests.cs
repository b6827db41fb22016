using Briefings.Feeds;
using Xunit;

namespace Briefings.Tests.Feeds;

public sealed class PollScheduleTests
{
    static readonly DateTimeOffset Now = new(2026, 2, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Interval_follows_the_news_within_its_bounds()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), PollSchedule.AfterReading(TimeSpan.FromHours(1), true, null, Now).Interval);
        Assert.Equal(TimeSpan.FromMinutes(90), PollSchedule.AfterReading(TimeSpan.FromHours(1), false, null, Now).Interval);
        Assert.Equal(PollSchedule.Shortest, PollSchedule.AfterReading(TimeSpan.FromMinutes(20), true, null, Now).Interval);
        Assert.Equal(PollSchedule.Longest, PollSchedule.AfterReading(TimeSpan.FromHours(20), false, null, Now).Interval);
        Assert.Equal(Now + TimeSpan.FromHours(2), PollSchedule.AfterReading(TimeSpan.FromHours(1), true, TimeSpan.FromHours(2), Now).Next);
        Assert.Equal(Now + TimeSpan.FromHours(6), PollSchedule.AfterReading(TimeSpan.FromHours(1), true, TimeSpan.FromDays(300), Now).Next);
    }

    [Fact]
    public void Failures_wait_twice_as_long_each_and_retry_after_is_believed_up_to_a_week()
    {
        Assert.Equal(Now + TimeSpan.FromMinutes(15), PollSchedule.AfterFailure(1, null, Now));
        Assert.Equal(Now + TimeSpan.FromHours(1), PollSchedule.AfterFailure(3, null, Now));
        Assert.Equal(Now + PollSchedule.Longest, PollSchedule.AfterFailure(1_000_000, null, Now));
        Assert.Equal(Now + TimeSpan.FromDays(1), PollSchedule.AfterFailure(1, TimeSpan.FromDays(1), Now));
        Assert.Equal(Now + PollSchedule.LongestAsked, PollSchedule.AfterFailure(1, TimeSpan.FromDays(1_000), Now));
    }
}
