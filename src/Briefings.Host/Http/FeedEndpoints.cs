using Briefings.Feeds;
using Briefings.Host.Cli;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Briefings.Host.Http;

/// <summary>The feeds that articles come from, and how they are.</summary>
static class FeedEndpoints
{
    const int MaximumOpml = 5_000_000;

    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        var feeds = routes.MapGroup("/api/v1/feeds").RequireScope(Scope.Read).WithTags("feeds");
        feeds.MapGet("/", List).WithSummary("Every feed: how it is, since when and why, items seen, kept and refused, and when it is polled next.");
        feeds.MapGet("/health", Health).WithSummary("How many sources can be read, and which cannot.");
        feeds.MapGet("/quarantine", Standing).WithSummary("What could not be read, with why.");
        feeds.MapGet("/opml", Export).WithSummary("The feeds as OPML.");
        feeds.MapGet("/{id}", Show).WithSummary("One feed.");
        feeds.MapPost("/", Add).RequireScope(Scope.Admin).WithIdempotency().WithSummary("Polls a feed from now on; the first poll is due at once.");
        feeds.MapPost("/opml", Import).RequireScope(Scope.Admin).WithSummary("Adds every feed that an OPML file names.").WithMetadata(new RequestSizeLimitAttribute(MaximumOpml)).Accepts<string>("text/x-opml", "application/xml", "text/xml");
        feeds.MapPost("/{id}/poll", Poll).RequireScope(Scope.Admin).WithSummary("Polls a feed now and takes its new items in.");
        feeds.MapPost("/quarantine/retry", Retry).RequireScope(Scope.Admin).WithSummary("Reads what stands in quarantine again.");
        feeds.MapDelete("/{id}", Remove).RequireScope(Scope.Admin).WithSummary("Polls a feed no longer; its articles stay.");
    }

    static async Task<Ok<FeedPage>> List(BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Ok(new FeedPage([.. (await application.Feeds.All(cancellation)).Select(FeedLine.From)]));

    static async Task<Ok<FeedHealthItem>> Health(BriefingsApplication application, CancellationToken cancellation)
    {
        var health = SourceHealth.Of((await application.Feeds.All(cancellation)).Select(overview => overview.Feed));
        return TypedResults.Ok(new FeedHealthItem(health.Sources, health.Healthy, [.. health.Failing.Select(f => new FailingFeedItem(f.Stream, f.Url, f.Outlet ?? f.Title, f.Reason, f.FailingSince, f.LastGoodAt))]));
    }

    static async Task<Ok<QuarantinePage>> Standing(BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Ok(new QuarantinePage(await application.Quarantine.Standing(null, cancellation)));

    static async Task<ContentHttpResult> Export(BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Text(Opml.Write((await application.Feeds.All(cancellation)).Select(overview => overview.Feed)), "text/x-opml; charset=utf-8");

    static async Task<Results<Ok<FeedLine>, ProblemHttpResult>> Show(string id, BriefingsApplication application, CancellationToken cancellation) =>
        (await application.Feeds.All(cancellation)).FirstOrDefault(overview => overview.Feed.Stream == id) is { } feed ? TypedResults.Ok(FeedLine.From(feed)) : NotFound(id);

    static async Task<Results<Created<FeedLine>, Ok<FeedLine>, ProblemHttpResult>> Add(FeedRequest request, BriefingsApplication application, CancellationToken cancellation)
    {
        var addition = await application.Feeds.Add(request.Url ?? "", request.Outlet, request.FullText ?? false, cancellation);
        if (addition.Feed is not { } feed)
        {
            return TypedResults.Problem(addition.Problem, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var line = FeedLine.From(new FeedOverview(feed, null));
        return addition.IsNew ? TypedResults.Created($"/api/v1/feeds/{feed.Stream}", line) : TypedResults.Ok(line);
    }

    static async Task<Results<Ok<FeedImport>, ProblemHttpResult>> Import(HttpContext http, BriefingsApplication application)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        if (bytes.Length > MaximumOpml)
        {
            return TypedResults.Problem($"Expected an OPML file of at most {MaximumOpml} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        var named = Opml.Read(bytes.ToArray(), out var defect);
        if (defect is not null)
        {
            return TypedResults.Problem(defect, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var refused = new List<RefusedFeed>();
        foreach (var feed in named)
        {
            if (await application.Feeds.Add(feed.Url, feed.Outlet, false, http.RequestAborted) is { Problem: { } problem })
            {
                refused.Add(new RefusedFeed(feed.Url, problem));
            }
        }

        return TypedResults.Ok(new FeedImport(named.Count, refused));
    }

    static async Task<Results<Ok<FeedPoll>, ProblemHttpResult>> Poll(string id, BriefingsApplication application, CancellationToken cancellation) =>
        await application.Feeds.Find(id, cancellation) is { Status: not FeedStatus.Removed } feed ? TypedResults.Ok(await application.PollFeeds.Now(feed, cancellation)) : NotFound(id);

    static async Task<Ok<RetryPage>> Retry(BriefingsApplication application, CancellationToken cancellation)
    {
        var retried = new List<Retried>();
        foreach (var item in await application.Quarantine.Standing(null, cancellation))
        {
            retried.Add(await application.RetryQuarantine.Handle(item, cancellation));
        }

        return TypedResults.Ok(new RetryPage(retried));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Remove(string id, BriefingsApplication application, CancellationToken cancellation) =>
        await application.Feeds.Remove(id, cancellation) is null ? NotFound(id) : TypedResults.NoContent();

    static ProblemHttpResult NotFound(string id) => TypedResults.Problem($"Expected a feed, found none with the id \"{id}\".", statusCode: StatusCodes.Status404NotFound);
}

/// <param name="Url">Of an RSS, Atom or JSON feed.</param>
/// <param name="Outlet">The outlet of its articles; the feed's title when it is left out.</param>
/// <param name="FullText">Whether the pages of items without a full text are fetched.</param>
sealed record FeedRequest(string? Url, string? Outlet, bool? FullText);

sealed record FeedPage(IReadOnlyList<FeedLine> Items);

/// <param name="Failing">The longest first.</param>
sealed record FeedHealthItem(int Sources, int Healthy, IReadOnlyList<FailingFeedItem> Failing);

sealed record FailingFeedItem(string Id, string Url, string? Title, string? Reason, DateTimeOffset? FailingSince, DateTimeOffset? LastGoodAt);

sealed record QuarantinePage(IReadOnlyList<Quarantined> Items);

sealed record RetryPage(IReadOnlyList<Retried> Items);

/// <param name="Named">How many feeds the file names.</param>
sealed record FeedImport(int Named, IReadOnlyList<RefusedFeed> Refused);

sealed record RefusedFeed(string Url, string Problem);
