using System.Globalization;
using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Outbound;

namespace Briefings.Feeds;

/// <summary>What became of a feed that was to be added.</summary>
/// <param name="Problem">Why it was not; <c>null</c> when it stands.</param>
/// <param name="IsNew">Whether it was not polled before.</param>
public sealed record FeedAddition(string Url, FeedState? Feed, bool IsNew, string? Problem);

/// <summary>The feeds that are polled: adds, finds, lists, removes.</summary>
public sealed class FeedBook(EventLog log, Documents documents, FeedFetches fetches, OutboundOptions outbound, TimeProvider clock)
{
    /// <summary>Adds a feed, or changes how a known one is read. Nothing is fetched.</summary>
    public async Task<FeedAddition> Add(string url, string? outlet, bool fullText, CancellationToken cancellation)
    {
        if (!OutboundUrl.TryParse(url.Trim(), outbound, out var address, out var problem))
        {
            return new FeedAddition(url, null, false, problem);
        }

        var written = new UriBuilder(address) { Fragment = "" }.Uri.AbsoluteUri;
        var known = await Find(written, cancellation);
        var stands = known is { Status: not (FeedStatus.Removed or FeedStatus.Gone) };
        if (known is null || !stands || known.Outlet != outlet || known.FullText != fullText)
        {
            var stream = known?.Stream ?? FeedList.StreamFor(written);
            var added = new FeedAdded { Url = known is not null && stands ? known.Url : written, Outlet = outlet, FullText = fullText };
            await Append(stream, added, cancellation);
            FaultPoint.Pass("feed.added");
        }

        var feed = await Find(written, cancellation);
        if (feed is not null && !stands)
        {
            await fetches.Schedule(feed.Stream, new Uri(feed.Url), clock.GetUtcNow(), cancellation);
        }
        else if (feed is not null)
        {
            await ScheduleIfForgotten(new FeedOverview(feed, (await fetches.All(cancellation)).GetValueOrDefault(feed.Stream)), cancellation);
        }

        return new FeedAddition(written, feed, !stands, null);
    }

    /// <summary>By an address it has or had, or by its stream; <c>null</c> when there is none.</summary>
    public async Task<FeedState?> Find(string named, CancellationToken cancellation)
    {
        var url = Uri.TryCreate(named.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? new UriBuilder(address) { Fragment = "" }.Uri.AbsoluteUri : null;
        var stream = url is null ? named : (await documents.Load<FeedKey>(FeedList.ProjectionName, FeedList.UrlKey(url), cancellation))?.Stream;
        return stream is null ? null : await documents.Load<FeedState>(FeedList.ProjectionName, stream, cancellation);
    }

    /// <summary>In the order of their addresses, without removed ones.</summary>
    public async Task<IReadOnlyList<FeedOverview>> All(CancellationToken cancellation)
    {
        var rows = await fetches.All(cancellation);
        var feeds = new List<FeedOverview>();
        await foreach (var (_, feed) in documents.All<FeedState>(FeedList.ProjectionName, FeedList.Category + "-", cancellation))
        {
            if (feed.Status is not FeedStatus.Removed)
            {
                feeds.Add(new FeedOverview(feed, rows.GetValueOrDefault(feed.Stream)));
            }
        }

        return [.. feeds.OrderBy(feed => feed.Feed.Url, StringComparer.Ordinal)];
    }

    /// <summary>Makes feeds due that are in the log and on no list: a program was killed between the two.</summary>
    public async Task ScheduleForgotten(CancellationToken cancellation)
    {
        foreach (var overview in await All(cancellation))
        {
            await ScheduleIfForgotten(overview, cancellation);
        }
    }

    Task ScheduleIfForgotten(FeedOverview overview, CancellationToken cancellation) => overview is { Fetch: null, Feed: { Status: not FeedStatus.Gone } feed }
        ? fetches.Schedule(feed.Stream, new Uri(feed.Url), clock.GetUtcNow(), cancellation)
        : Task.CompletedTask;

    /// <summary><c>null</c> when no feed has that name; its articles stay.</summary>
    public async Task<FeedState?> Remove(string named, CancellationToken cancellation)
    {
        if (await Find(named, cancellation) is not { Status: not FeedStatus.Removed } feed)
        {
            return null;
        }

        await Append(feed.Stream, new FeedRemoved(), cancellation);
        FaultPoint.Pass("feed.removed");
        await fetches.Stop(feed.Stream, cancellation);
        return feed;
    }

    /// <summary>The feeds as the log knew them at a position: what an edition says of its sources.</summary>
    public async Task<SourceHealth> Health(long position, CancellationToken cancellation)
    {
        var feeds = new List<FeedState>();
        await foreach (var (stream, _) in documents.All<FeedState>(FeedList.ProjectionName, FeedList.Category + "-", cancellation))
        {
            FeedState? state = null;
            await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
            {
                state = recorded.Position <= position ? FeedState.Apply(state, recorded) : state;
            }

            feeds.AddRange(state is null ? [] : [state]);
        }

        return SourceHealth.Of(feeds);
    }

    /// <summary>Appends what happened to a feed now.</summary>
    public Task Append(string stream, IEvent happened, CancellationToken cancellation)
    {
        var id = ArticleStream.EventId(stream, string.Create(CultureInfo.InvariantCulture, $"{happened.GetType().Name} {clock.GetUtcNow():O} {Guid.CreateVersion7(clock.GetUtcNow())}"));
        return log.Append(stream, ExpectedVersion.Any, [new NewEvent(id, happened)], null, cancellation);
    }
}

/// <summary>A feed with when it is fetched.</summary>
/// <param name="Fetch"><c>null</c> for one that is not polled any more.</param>
public sealed record FeedOverview(FeedState Feed, FeedFetch? Fetch);

/// <summary>How many sources can be read.</summary>
/// <param name="Failing">Those that fail or are gone, the longest first.</param>
public sealed record SourceHealth(int Sources, int Healthy, IReadOnlyList<FeedState> Failing)
{
    public static SourceHealth Of(IEnumerable<FeedState> feeds)
    {
        var standing = feeds.Where(feed => feed.Status is not FeedStatus.Removed).ToList();
        return new SourceHealth(
            standing.Count,
            standing.Count(feed => feed.Status is FeedStatus.Healthy),
            [.. standing.Where(feed => feed.Status is FeedStatus.Failing or FeedStatus.Gone).OrderBy(feed => feed.FailingSince).ThenBy(feed => feed.Url, StringComparer.Ordinal)]);
    }
}
