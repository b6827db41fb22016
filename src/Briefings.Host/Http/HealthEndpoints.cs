using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Briefings.Host.Http;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
static class HealthEndpoints
{
    static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", GetAndHead, () => TypedResults.Text("live")).RequireScope(Scope.Open);
        routes.MapMethods("/health/ready", GetAndHead, Ready).RequireScope(Scope.Open);
    }

    static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> Ready(BriefingsApplication application, CancellationToken cancellation)
    {
        try
        {
            var stopped = (await application.Projections.Status(cancellation)).Where(s => s.Error is not null).Select(s => $"projection {s.Name} stopped before position {s.ErrorPosition}").ToList();
            return stopped.Count == 0
                ? TypedResults.Ok(new Readiness(true, []))
                : TypedResults.Json(new Readiness(false, stopped), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (NpgsqlException)
        {
            return TypedResults.Json(new Readiness(false, ["the database does not answer"]), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <param name="Problems">What keeps the service from its work, a line each.</param>
sealed record Readiness(bool Ready, IReadOnlyList<string> Problems);
