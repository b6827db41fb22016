using Briefings.Articles;
using Briefings.EventStore;

namespace Briefings.Feeds;

/// <summary>What a poll of one feed gave.</summary>
/// <param name="Outcome">One of <c>read</c>, <c>unchanged</c>, <c>failed</c>, <c>gone</c>, <c>busy</c>: another poller has it.</param>
/// <param name="Reason">Of a failure; <c>null</c> otherwise.</param>
/// <param name="NextPollAt"><c>null</c> when it is not polled any more.</param>
public sealed record FeedPoll(string Url, string Outcome, string? Reason, int Seen, int New, int Known, int Corrected, int Refused, IReadOnlyList<string> Notes, DateTimeOffset? NextPollAt)
{
    /// <summary>Of its articles, those that were taken in or changed.</summary>
    public IReadOnlyList<IngestResult> Articles { get; init; } = [];
}

/// <summary>Polls feeds: fetches, takes their items in, and records how it went.</summary>
public sealed class PollFeeds(FeedBook book, FeedFetches fetches, FetchFeed fetch, TakeInItems takeIn, Quarantine quarantine, TimeProvider clock)
{
    /// <summary>Longer than a poll takes, pages of its items included; a poller that was killed holds a feed no longer.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>A feed that brings nothing is recorded as read once in this time.</summary>
    static readonly TimeSpan RecordedEvery = TimeSpan.FromDays(1);

    /// <summary>Polls the feed that has been due the longest; <c>null</c> when none is due.</summary>
    public async Task<FeedPoll?> Next(CancellationToken cancellation) =>
        await fetches.Claim(clock.GetUtcNow(), Lease, cancellation) is { } claimed ? await Poll(claimed, cancellation) : null;

    /// <summary>Polls one feed now, due or not; not while its server asks to be left alone.</summary>
    public async Task<FeedPoll> Now(FeedState feed, CancellationToken cancellation)
    {
        if (await fetches.Claim(feed.Stream, clock.GetUtcNow(), Lease, cancellation) is not { } claimed)
        {
            return Nothing(feed.Url, "busy", "Another poller has it, or it is not polled any more.", null);
        }

        if (claimed.NextPollAt is null || claimed.NotBefore > clock.GetUtcNow())
        {
            await fetches.Release(feed.Stream, cancellation);
            return Nothing(feed.Url, feed.Status is FeedStatus.Gone ? "gone" : "failed", feed.Reason, claimed.NextPollAt);
        }

        return await Poll(claimed, cancellation);
    }

    static FeedPoll Nothing(string url, string outcome, string? reason, DateTimeOffset? next) => new(url, outcome, reason, 0, 0, 0, 0, 0, [], next);

    async Task<FeedPoll> Poll(FeedFetch claimed, CancellationToken cancellation)
    {
        FaultPoint.Pass("feed.claimed");
        try
        {
            var (poll, length) = await Polled(claimed, cancellation);
            if (length > LargeFeed)
            {
                // Bodies of many megabytes lie on the large object heap, which a service that is mostly idle would not collect for hours.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }

            return poll;
        }
        catch (OperationCanceledException)
        {
            // Stopped in the middle: due again at once, for whoever is next.
            await fetches.Release(claimed.Stream, CancellationToken.None);
            throw;
        }
    }

    const int LargeFeed = 4_000_000;

    async Task<(FeedPoll Poll, int Length)> Polled(FeedFetch claimed, CancellationToken cancellation)
    {
        if (await book.Find(claimed.Stream, cancellation) is not { Status: not FeedStatus.Removed } feed)
        {
            await fetches.Stop(claimed.Stream, cancellation);
            return (Nothing(claimed.Url, "gone", null, null), 0);
        }

        var fetched = await fetch.Fetch(claimed, cancellation);
        if (fetched.MovedTo is { } moved && moved.AbsoluteUri != claimed.Url)
        {
            if (moved.AbsoluteUri != feed.Url)
            {
                await book.Append(feed.Stream, new FeedMoved { From = claimed.Url, To = moved.AbsoluteUri }, cancellation);
                FaultPoint.Pass("feed.moved");
            }

            claimed = claimed with { Url = moved.AbsoluteUri };
            feed = feed with { Url = moved.AbsoluteUri };
        }

        var poll = fetched switch
        {
            FetchedFeed.Fresh fresh => await Read(feed, claimed, fresh, cancellation),
            FetchedFeed.Unchanged => await Unchanged(feed, claimed, fetched.Pause, cancellation),
            FetchedFeed.Gone gone => await Gone(feed, claimed, gone.Reason, cancellation),
            FetchedFeed.Failed failed => await Failed(feed, claimed, failed, cancellation),
            _ => throw new InvalidOperationException($"Expected a known kind of fetch, found {fetched.GetType().Name}."),
        };
        FaultPoint.Pass("feed.settled");
        return (poll, fetched.Length);
    }

    async Task<FeedPoll> Read(FeedState feed, FeedFetch claimed, FetchedFeed.Fresh fresh, CancellationToken cancellation)
    {
        var taken = await takeIn.Handle(feed, fresh.Feed, clock.GetUtcNow(), cancellation);
        FaultPoint.Pass("feed.taken");
        var broughtNews = taken.New + taken.Corrected > 0;
        var title = Articles.Reading.CleanText.Line(Articles.Reading.FeedArticles.Plain(fresh.Feed.Title));
        if (broughtNews || taken.Refused > 0 || IsWorthRecording(feed) || !taken.Notes.SequenceEqual(feed.Notes, StringComparer.Ordinal))
        {
            await book.Append(
                feed.Stream,
                new FeedRead { Title = title is { Length: > 200 } ? title[..200] : title, Seen = taken.Seen, Kept = taken.New, Corrected = taken.Corrected, Refused = taken.Refused, Notes = taken.Notes },
                cancellation);
            FaultPoint.Pass("feed.recorded");
        }

        var now = clock.GetUtcNow();
        var (interval, next) = PollSchedule.AfterReading(claimed.Interval, broughtNews, fresh.Pause, now);
        // A feed whose items were not all taken in is fetched whole again.
        var (etag, modified) = taken.IsComplete ? (fresh.ETag, fresh.LastModified) : (null, null);
        await fetches.Settle(claimed with { ETag = etag, LastModified = modified, Interval = interval, NextPollAt = next, LastPollAt = now, Failures = 0, NotBefore = null }, cancellation);
        return new FeedPoll(feed.Url, "read", null, taken.Seen, taken.New, taken.Known, taken.Corrected, taken.Refused, taken.Notes, next) { Articles = taken.Results };
    }

    bool IsWorthRecording(FeedState feed) => feed.Status is not FeedStatus.Healthy || feed.LastGoodAt is not { } last || clock.GetUtcNow() - last > RecordedEvery;

    async Task<FeedPoll> Unchanged(FeedState feed, FeedFetch claimed, TimeSpan? pause, CancellationToken cancellation)
    {
        if (IsWorthRecording(feed))
        {
            await book.Append(feed.Stream, new FeedRead { Notes = feed.Notes }, cancellation);
        }

        var now = clock.GetUtcNow();
        var (interval, next) = PollSchedule.AfterReading(claimed.Interval, false, pause, now);
        await fetches.Settle(claimed with { Interval = interval, NextPollAt = next, LastPollAt = now, Failures = 0, NotBefore = null }, cancellation);
        return Nothing(feed.Url, "unchanged", null, next);
    }

    async Task<FeedPoll> Gone(FeedState feed, FeedFetch claimed, string reason, CancellationToken cancellation)
    {
        if (feed.Status is not FeedStatus.Gone)
        {
            await book.Append(feed.Stream, new FeedGone { Reason = reason }, cancellation);
        }

        await fetches.Settle(claimed with { NextPollAt = null, LastPollAt = clock.GetUtcNow() }, cancellation);
        return Nothing(feed.Url, "gone", reason, null);
    }

    async Task<FeedPoll> Failed(FeedState feed, FeedFetch claimed, FetchedFeed.Failed failed, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isNews = feed.Status is not FeedStatus.Failing || feed.Reason != failed.Reason;
        if (isNews)
        {
            await book.Append(feed.Stream, new FeedFailed { Reason = failed.Reason }, cancellation);
            FaultPoint.Pass("feed.failed");
        }

        // Once a failure: a page that differs at every fetch would fill the log.
        if (isNews && failed.Bytes is { } bytes)
        {
            await quarantine.Keep(feed, "", failed.Reason, bytes, "feed", failed.ContentType, now, cancellation);
        }

        var failures = claimed.Failures + 1;
        var next = PollSchedule.AfterFailure(failures, failed.Pause, now);
        await fetches.Settle(claimed with { ETag = null, LastModified = null, NextPollAt = next, LastPollAt = now, Failures = failures, NotBefore = failed.Pause is null ? null : next }, cancellation);
        return Nothing(feed.Url, "failed", failed.Reason, next);
    }
}
