using System.ComponentModel;
using System.Globalization;
using Briefings.EventStore;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Briefings.Host.Http.Events;

/// <summary>The log, in its order: pages from any position, and the live stream.</summary>
static class EventEndpoints
{
    public const string Path = "/api/v1/events";

    public const string StreamPath = "/stream";

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup(Path).RequireScope(Scope.Read).WithTags("events");
        events.MapGet("/", Page).WithSummary("A page of events behind a cursor, in the order of the log. An event that commits late is never skipped.");
        events.MapGet("/{position:long}", Show).WithSummary("The event at a position.");
        events.MapGet(StreamPath, EventStream.Run)
            .WithSummary("Events as they are recorded (server-sent events), from Last-Event-ID or after on, or from now on. \"caught-up\" says that what was there is read.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status410Gone)
            .DisableRequestTimeout();
    }

    static async Task<Results<Ok<EventPage>, ProblemHttpResult>> Page(
        [AsParameters] EventQuery query,
        [Description("Cursor of the page before (its next), or a position; everything when it is left out.")] string? after,
        [Description("Most events on the page, 1 to 1000. Defaults to 100.")] string? limit,
        BriefingsApplication application, EventPages pages, CancellationToken cancellation)
    {
        var filter = query.ToFilter(application);
        var from = await Cursors.Resolve(application.Log, after ?? "0", cancellation);
        var cursor = await Cursors.Issuer(application.Log, cancellation);
        var found = await pages.Read(from, QueryValues.Limit(limit), filter, cancellation);
        return TypedResults.Ok(new EventPage([.. found.Events.Select(e => EventItem.From(e, cursor(e.Position)))], cursor(Math.Max(found.Last, from)), found.More));
    }

    static async Task<Results<Ok<EventItem>, ProblemHttpResult>> Show(long position, EventLog log, CancellationToken cancellation)
    {
        if (position > 0)
        {
            await foreach (var recorded in log.ReadAll(position - 1, position, types: null, cancellation))
            {
                return TypedResults.Ok(EventItem.From(recorded, (await Cursors.Issuer(log, cancellation))(recorded.Position)));
            }
        }

        return TypedResults.Problem(string.Create(CultureInfo.InvariantCulture, $"Expected an event, found none at position {position}."), statusCode: StatusCodes.Status404NotFound);
    }
}

/// <param name="Next">What to pass as <c>after</c> for the next page; at the end of the log it is the place to come back to.</param>
/// <param name="More">Whether there is more to read now. A page with few items, or none, may still have more behind it.</param>
sealed record EventPage(IReadOnlyList<EventItem> Items, string Next, bool More);
