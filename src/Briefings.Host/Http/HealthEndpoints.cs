using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Briefings.Host.Http;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
static class HealthEndpoints
{
    /// <summary>How long the database may take to answer.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", GetAndHead, () => TypedResults.Text("live")).RequireScope(Scope.Open);
        routes.MapMethods("/health/ready", GetAndHead, Ready).RequireScope(Scope.Open);
    }

    /// <summary>How long after its time an edition that is not there counts as a problem.</summary>
    static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> Ready(BriefingsApplication application, TimeProvider clock, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var stopped = await application.Projections.Problems(patience.Token).WaitAsync(patience.Token);
            var now = clock.GetUtcNow();
            var scheduled = await application.ScheduledEditions.At(now, patience.Token);
            var problems = stopped.Concat(scheduled.Where(s => s.Due?.At < now - Late).Select(s => $"an edition due at {s.Due?.At.ToUniversalTime():yyyy-MM-dd'T'HH:mm'Z'} is not published")).ToList();
            var next = scheduled.Min(s => s.Next?.At.ToUniversalTime());
            return problems.Count == 0
                ? TypedResults.Ok(new Readiness(true, []) { NextEdition = next })
                : TypedResults.Json(new Readiness(false, problems) { NextEdition = next }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (e is NpgsqlException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return TypedResults.Json(new Readiness(false, ["the database does not answer"]), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <param name="Problems">What keeps the service from its work, a line each.</param>
sealed record Readiness(bool Ready, IReadOnlyList<string> Problems)
{
    /// <summary>When the next edition of any profile is due; <c>null</c> when nothing is scheduled.</summary>
    public DateTimeOffset? NextEdition { get; init; }
}
