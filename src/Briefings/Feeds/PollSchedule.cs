namespace Briefings.Feeds;

/// <summary>When a feed is polled again: sooner when it brings news, later when it does not or fails, never sooner than it asks.</summary>
public static class PollSchedule
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>A longer Retry-After is not believed.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromDays(7);

    /// <summary>Of what a feed says about its freshness (ttl, max-age), no more is believed.</summary>
    static readonly TimeSpan LongestFreshness = TimeSpan.FromHours(6);

    /// <summary>After a reading.</summary>
    /// <param name="asked">What the feed asks for; <c>null</c> for nothing.</param>
    public static (TimeSpan Interval, DateTimeOffset Next) AfterReading(TimeSpan interval, bool broughtNews, TimeSpan? asked, DateTimeOffset now)
    {
        var next = Within(broughtNews ? interval / 2 : interval * 1.5, Shortest, Longest);
        return (next, now + Within(asked ?? TimeSpan.Zero, next, LongestFreshness > next ? LongestFreshness : next));
    }

    /// <summary>After a failure, the <paramref name="failures"/>-th in a row, from 1.</summary>
    /// <param name="asked">Retry-After; <c>null</c> for none.</param>
    public static DateTimeOffset AfterFailure(int failures, TimeSpan? asked, DateTimeOffset now)
    {
        var wait = Within(Shortest * Math.Pow(2, Math.Min(failures - 1, 10)), Shortest, Longest);
        return now + (asked is { } given ? Within(given, wait, LongestAsked) : wait);
    }

    static TimeSpan Within(TimeSpan span, TimeSpan shortest, TimeSpan longest) => span < shortest ? shortest : span > longest ? longest : span;
}
