using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Briefings.Host.Http;

/// <summary>Makes, lists and revokes keys.</summary>
static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/keys").RequireScope(Scope.Admin).WithTags("keys");
        keys.MapGet("/", List).WithSummary("Every key there ever was, the oldest first.");
        keys.MapPost("/", Create).WithSummary("Makes a key. The answer is the only place that ever shows it.");
        keys.MapDelete("/{id}", Revoke).WithSummary("Takes a key back for good, within a second.");
    }

    static async Task<Ok<KeyPage>> List(ApiKeys keys, TimeProvider clock, CancellationToken cancellation) =>
        TypedResults.Ok(new KeyPage([.. (await keys.All(cancellation)).Select(k => KeyItem.From(k, clock.GetUtcNow()))]));

    static async Task<Results<Created<CreatedKey>, ProblemHttpResult>> Create(KeyRequest request, HttpContext http, ApiKeys keys, TimeProvider clock)
    {
        try
        {
            var scopes = (request.Scopes ?? []).Select(s => Scopes.Parse(s ?? "") ?? throw new KeyRefusedException($"Expected the scopes to be read, ingest or admin, found \"{s}\".")).ToList();
            var (token, key) = await keys.Create(request.Name ?? "", scopes, request.ExpiresAt, http.Caller()?.Name ?? "", http.RequestAborted);
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Created($"/api/v1/keys/{key.Id}", new CreatedKey(token.ToString(), KeyItem.From(key, clock.GetUtcNow())));
        }
        catch (KeyRefusedException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    static async Task<Results<Ok<KeyItem>, ProblemHttpResult>> Revoke(string id, HttpContext http, ApiKeys keys, TimeProvider clock) =>
        await keys.Revoke(id, http.Caller()?.Name ?? "", http.RequestAborted) is { } revoked
            ? TypedResults.Ok(KeyItem.From(revoked, clock.GetUtcNow()))
            : TypedResults.Problem($"Expected a key, found none with the id \"{id}\".", statusCode: StatusCodes.Status404NotFound);
}

/// <param name="Scopes">Of read, ingest, admin.</param>
/// <param name="ExpiresAt">From this instant on it is refused; never when it is left out.</param>
sealed record KeyRequest(string? Name, IReadOnlyList<string?>? Scopes, DateTimeOffset? ExpiresAt);

sealed record KeyPage(IReadOnlyList<KeyItem> Items);

/// <param name="Key">What to send as <c>Authorization: Bearer KEY</c>.</param>
sealed record CreatedKey(string Key, KeyItem Item);

sealed record KeyItem(
    string Id, string Name, IReadOnlyList<string> Scopes, KeyState State, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, string? RevokedBy, DateTimeOffset? LastUsedAt)
{
    public static KeyItem From(ApiKey key, DateTimeOffset now) => new(
        key.Id, key.Name, [.. key.Scopes.Select(s => s.Text())], key.StateAt(now), key.CreatedAt, key.CreatedBy,
        key.ExpiresAt, key.RevokedAt, key.RevokedBy, key.LastUsedAt);
}
