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

    static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> Ready(BriefingsApplication application, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var problems = await application.Projections.Problems(patience.Token).WaitAsync(patience.Token);
            return problems.Count == 0
                ? TypedResults.Ok(new Readiness(true, []))
                : TypedResults.Json(new Readiness(false, problems), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (e is NpgsqlException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return TypedResults.Json(new Readiness(false, ["the database does not answer"]), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <param name="Problems">What keeps the service from its work, a line each.</param>
sealed record Readiness(bool Ready, IReadOnlyList<string> Problems);
