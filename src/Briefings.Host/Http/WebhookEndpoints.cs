using Briefings.Host.Http.Access;
using Briefings.Keys;
using Briefings.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Briefings.Host.Http;

/// <summary>Subscriptions of HTTP endpoints to the log, and their deliveries.</summary>
static class WebhookEndpoints
{
    const int DefaultLimit = 100;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/v1/webhooks").RequireScope(Scope.Admin).WithTags("webhooks").AddEndpointFilter(Refusals);
        webhooks.MapGet("/", List).WithSummary("Every subscription, by name.");
        webhooks.MapPost("/", Add).WithSummary("Begins a subscription. The answer is the only place that ever shows its secret.");
        webhooks.MapGet("/{name}", Show).WithSummary("A subscription, how its deliveries stand, and its redeliveries and replays.");
        webhooks.MapDelete("/{name}", Remove).WithSummary("Ends a subscription and forgets its deliveries.");
        webhooks.MapPost("/{name}/test", Test).WithSummary("Sends a signed test message now.");
        webhooks.MapPost("/{name}/rotate", Rotate).WithSummary("Gives it a new secret; both sign for a while.");
        webhooks.MapPost("/{name}/pause", Pause).WithSummary("Stops sending; the events meanwhile wait in the log.");
        webhooks.MapPost("/{name}/resume", Resume).WithSummary("Goes on where it was paused or disabled.");
        webhooks.MapPost("/{name}/redeliver", Redeliver).WithSummary("Makes deliveries of a range again that ended.");
        webhooks.MapPost("/{name}/replay", Replay).WithSummary("Sends the wanted events of a range of the log, whether they were sent before or not.");
        webhooks.MapGet("/{name}/deliveries", Deliveries).WithSummary("Deliveries, the latest event first; `before` continues behind the last position of a page.");
        webhooks.MapGet("/{name}/deliveries/{position:long}", Attempts).WithSummary("The log of attempts of one delivery; position 0 has the test messages.");
    }

    /// <summary>What cannot be had is 422, what is not there 404.</summary>
    static async ValueTask<object?> Refusals(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            if (context.HttpContext.Request.RouteValues["name"] is string name
                && await context.HttpContext.RequestServices.GetRequiredService<BriefingsApplication>().Webhooks.Subscriptions.Find(name, context.HttpContext.RequestAborted) is null)
            {
                return TypedResults.Problem($"Expected a webhook, found none named \"{name}\".", statusCode: StatusCodes.Status404NotFound);
            }

            return await next(context);
        }
        catch (WebhookRefusedException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    static async Task<Ok<WebhookPage>> List(BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Ok(new WebhookPage([.. (await application.Webhooks.Subscriptions.All(cancellation)).Select(WebhookItem.From)]));

    static async Task<Created<WebhookSecretAnswer>> Add(WebhookBody body, HttpContext http, BriefingsApplication application)
    {
        var added = await application.Webhooks.Subscriptions.Add(body.Request(), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/webhooks/{added.Webhook.Name}", new WebhookSecretAnswer(WebhookItem.From(added.Webhook), added.Secret, added.PublicKey));
    }

    static async Task<Ok<WebhookDetail>> Show(string name, BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Ok(new WebhookDetail(
            WebhookItem.From(await application.Webhooks.Subscriptions.Named(name, cancellation)),
            await application.Webhooks.Deliveries.Counts(name, cancellation),
            await application.Webhooks.Jobs.Of(name, cancellation)));

    static async Task<NoContent> Remove(string name, BriefingsApplication application, CancellationToken cancellation)
    {
        await application.Webhooks.Subscriptions.Remove(name, cancellation);
        return TypedResults.NoContent();
    }

    static async Task<Ok<WebhookAttemptItem>> Test(string name, BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Ok(WebhookAttemptItem.From(await application.Webhooks.Ping.Send(await application.Webhooks.Subscriptions.Named(name, cancellation), cancellation)));

    static async Task<Ok<WebhookSecretAnswer>> Rotate(string name, RotateBody body, HttpContext http, BriefingsApplication application)
    {
        if (body.GraceHours is < 0 or > 24 * 30)
        {
            throw new WebhookRefusedException("Expected graceHours to be 0 to 720.");
        }

        var grace = body.GraceHours is { } hours ? TimeSpan.FromHours(hours) : WebhookSubscriptions.DefaultGrace;
        var rotated = await application.Webhooks.Subscriptions.Rotate(name, grace, body.Secret, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new WebhookSecretAnswer(WebhookItem.From(rotated.Webhook), rotated.Secret, rotated.PublicKey));
    }

    static async Task<Ok<WebhookItem>> Pause(string name, BriefingsApplication application, CancellationToken cancellation)
    {
        await application.Webhooks.Subscriptions.Pause(name, cancellation);
        return TypedResults.Ok(WebhookItem.From(await application.Webhooks.Subscriptions.Named(name, cancellation)));
    }

    static async Task<Ok<WebhookItem>> Resume(string name, BriefingsApplication application, CancellationToken cancellation)
    {
        await application.Webhooks.Subscriptions.Resume(name, cancellation);
        return TypedResults.Ok(WebhookItem.From(await application.Webhooks.Subscriptions.Named(name, cancellation)));
    }

    static Task<Accepted<WebhookJob>> Redeliver(string name, RangeBody body, BriefingsApplication application, CancellationToken cancellation) =>
        Start(name, WebhookJobKind.Redeliver, body, onlyFailed: !(body.All ?? false), application, cancellation);

    static Task<Accepted<WebhookJob>> Replay(string name, RangeBody body, BriefingsApplication application, CancellationToken cancellation) =>
        Start(name, WebhookJobKind.Replay, body, onlyFailed: false, application, cancellation);

    static async Task<Accepted<WebhookJob>> Start(string name, WebhookJobKind kind, RangeBody body, bool onlyFailed, BriefingsApplication application, CancellationToken cancellation)
    {
        var id = await application.Webhooks.Jobs.Add(name, kind, body.From ?? 1, body.To ?? long.MaxValue, onlyFailed, cancellation);
        return TypedResults.Accepted($"/api/v1/webhooks/{name}", (await application.Webhooks.Jobs.Of(name, cancellation)).First(j => j.Id == id));
    }

    static async Task<Ok<WebhookDeliveryPage>> Deliveries(string name, DeliveryState? state, long? before, int? limit, BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Ok(new WebhookDeliveryPage([.. (await application.Webhooks.Deliveries.Of(name, state, before ?? long.MaxValue, limit ?? DefaultLimit, cancellation)).Select(WebhookDeliveryItem.From)]));

    static async Task<Ok<WebhookAttemptPage>> Attempts(string name, long position, BriefingsApplication application, CancellationToken cancellation) =>
        TypedResults.Ok(new WebhookAttemptPage([.. (await application.Webhooks.Deliveries.Attempts(name, position, cancellation)).Select(WebhookAttemptItem.From)]));
}

sealed record WebhookPage(IReadOnlyList<WebhookItem> Items);

sealed record WebhookDeliveryPage(IReadOnlyList<WebhookDeliveryItem> Items);

sealed record WebhookAttemptPage(IReadOnlyList<WebhookAttemptItem> Items);

/// <param name="GraceHours">For how long the secret before signs along; 24 by default.</param>
/// <param name="Secret">A secret of one's own instead of a made one.</param>
sealed record RotateBody(double? GraceHours, string? Secret);

/// <param name="From">First position, included.</param>
/// <param name="To">Last position, included; the last one sent by default.</param>
/// <param name="All">Also what was delivered.</param>
sealed record RangeBody(long? From, long? To, bool? All);

/// <param name="After">Position of the log behind which to begin; from now on by default.</param>
/// <param name="Origin">Host in whose name the endpoint is asked for consent (CloudEvents).</param>
sealed record WebhookBody(
    string? Name, string? Url, IReadOnlyList<string>? Types, IReadOnlyList<string>? Actors, IReadOnlyList<string>? Countries, IReadOnlyList<string>? Stories,
    double? MinimumIntensity, int? MinimumSalience, WebhookOrdering? Ordering, long? After, int? MaxConcurrency, double? MaxPerSecond, bool? Ed25519, string? Secret,
    IReadOnlyDictionary<string, string>? Headers, string? Origin, string? Notify)
{
    public WebhookRequest Request() => new()
    {
        Name = Name ?? "",
        Url = Url ?? "",
        Filter = new() { Types = Types ?? [], Actors = Actors ?? [], Countries = Countries ?? [], Stories = Stories ?? [], MinimumIntensity = MinimumIntensity, MinimumSalience = MinimumSalience },
        Ordering = Ordering ?? WebhookOrdering.Parallel,
        After = After,
        MaxConcurrency = MaxConcurrency ?? 20,
        MaxPerSecond = MaxPerSecond,
        Asymmetric = Ed25519 ?? false,
        Secret = Secret,
        Headers = Headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
        Origin = Origin,
        Notify = Notify,
    };
}
