using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Briefings.Articles.Reading;
using Briefings.Feeds.Formats;
using Briefings.Outbound;
using Briefings.Pages;

namespace Briefings.Feeds;

/// <summary>What a fetch of a feed gave.</summary>
public abstract record FetchedFeed
{
    FetchedFeed()
    {
    }

    /// <summary>For how long the feed asks to be left alone; <c>null</c> when it does not say.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>Bytes that came.</summary>
    public int Length { get; init; }

    /// <summary>The address to use from now on; <c>null</c> for the same.</summary>
    public Uri? MovedTo { get; init; }

    /// <param name="Bytes">As they came.</param>
    public sealed record Fresh(FeedDocument Feed, byte[] Bytes, string? ContentType, string? ETag, string? LastModified) : FetchedFeed;

    public sealed record Unchanged : FetchedFeed;

    public sealed record Gone(string Reason) : FetchedFeed;

    /// <param name="Bytes">What could not be read; <c>null</c> when nothing came.</param>
    public sealed record Failed(string Reason, byte[]? Bytes = null, string? ContentType = null) : FetchedFeed;
}

/// <summary>Fetches a feed, if it has changed since the last time.</summary>
public sealed class FetchFeed(WebFetch web, TimeProvider clock)
{
    static readonly OutboundLimits Limits = new(TimeSpan.FromSeconds(30), ArticleLimits.FeedBytes);

    const string Accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

    public async Task<FetchedFeed> Fetch(FeedFetch feed, CancellationToken cancellation)
    {
        var address = new Uri(feed.Url);
        var isConditional = feed.ETag is not null || feed.LastModified is not null;
        var fetched = await web.Get(address, Accept, Limits, headers => Condition(headers, feed), cancellation);
        if (fetched.Answer is not { } answer)
        {
            return new FetchedFeed.Failed(fetched.Problem ?? "Expected an answer.");
        }

        var outcome = answer.Status switch
        {
            HttpStatusCode.NotModified => isConditional ? new FetchedFeed.Unchanged() : new FetchedFeed.Failed("Expected a feed, found \"not modified\" (304) without having asked for changes."),
            HttpStatusCode.Gone => new FetchedFeed.Gone("Its server says that it is gone for good (410)."),
            _ when !answer.IsSuccess => new FetchedFeed.Failed(Said(answer, fetched.RetryAfter(clock.GetUtcNow()))),
            _ => Read(address, fetched, answer),
        };
        return outcome with { MovedTo = outcome is FetchedFeed.Fresh or FetchedFeed.Unchanged ? fetched.MovedTo : null, Pause = Pause(fetched, answer, outcome), Length = answer.Body.Length };
    }

    static void Condition(HttpRequestHeaders headers, FeedFetch feed)
    {
        if (feed.ETag is { } tag)
        {
            headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (feed.LastModified is { } modified)
        {
            headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }
    }

    static string Said(OutboundAnswer answer, TimeSpan? retryAfter) => retryAfter is { } pause
        ? string.Create(CultureInfo.InvariantCulture, $"{WebFetch.Said(answer.Status)} It asks to be left alone for {pause.TotalSeconds:0} seconds.")
        : WebFetch.Said(answer.Status);

    static FetchedFeed Read(Uri asked, WebAnswer fetched, OutboundAnswer answer)
    {
        if (answer.IsCut)
        {
            return new FetchedFeed.Failed($"Expected a feed of at most {ArticleLimits.Number(ArticleLimits.FeedBytes)} bytes, found more.");
        }

        if (answer.IsBroken)
        {
            return new FetchedFeed.Failed("Expected a whole feed, found an answer that ended too early or could not be decompressed.");
        }

        var reading = FeedReader.Read(answer.Body, fetched.ContentType, fetched.Address);
        return reading.Feed is { } feed
            ? new FetchedFeed.Fresh(Redirected(feed, asked, fetched), answer.Body, fetched.ContentType, answer.Headers.ETag?.ToString(), answer.ContentHeaders.LastModified?.ToString("R", CultureInfo.InvariantCulture))
            : new FetchedFeed.Failed(Hint(reading.Defect ?? "Expected a feed.", answer.Body, fetched), answer.Body.Length == 0 ? null : answer.Body, fetched.ContentType);
    }

    // A move for good is an event; one for now is noted.
    static FeedDocument Redirected(FeedDocument feed, Uri asked, WebAnswer fetched) =>
        fetched.MovedTo is null && fetched.Address != asked ? feed with { Notes = [.. feed.Notes, $"Redirected for now to {CleanText.Brief(fetched.Address.AbsoluteUri, 200)}"] } : feed;

    // A page often names the feed that was meant.
    static string Hint(string defect, byte[] body, WebAnswer fetched) =>
        defect.Contains("HTML", StringComparison.Ordinal) && PageReader.FeedOf(body, fetched.ContentType, fetched.Address) is { } feed ? $"{defect} The page names the feed {feed.AbsoluteUri}" : defect;

    TimeSpan? Pause(WebAnswer fetched, OutboundAnswer answer, FetchedFeed outcome)
    {
        if (fetched.RetryAfter(clock.GetUtcNow()) is { } asked)
        {
            return asked;
        }

        var maxAge = answer.Headers.CacheControl?.MaxAge;
        return outcome is FetchedFeed.Fresh { Feed.TimeToLive: { } ttl } && (maxAge is null || ttl > maxAge) ? ttl : maxAge;
    }
}
