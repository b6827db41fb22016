using Briefings.EventStore;
using Briefings.Host.Background;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Briefings.Host.Http;

/// <summary>Where the read models stand, and their rebuilds.</summary>
static class ProjectionEndpoints
{
    public static void MapProjections(this IEndpointRouteBuilder routes)
    {
        var projections = routes.MapGroup("/api/v1/projections").RequireScope(Scope.Read).WithTags("projections");
        projections.MapGet("/", List).WithSummary("Where each projection stands.");
        projections.MapGet("/{name}", Show).WithSummary("Where a projection stands, and how far its latest rebuild here has come.");
        projections.MapPost("/{name}/rebuild", Rebuild).RequireScope(Scope.Admin).WithSummary("Rebuilds a projection beside the live one, then switches; answers at once.");
    }

    static async Task<Ok<ProjectionPage>> List(Projector projections, RebuildWork rebuilds, CancellationToken cancellation) =>
        TypedResults.Ok(new ProjectionPage([.. (await projections.Status(cancellation)).Select(s => new ProjectionItem(s, rebuilds.Find(s.Name)))]));

    static async Task<Results<Ok<ProjectionItem>, ProblemHttpResult>> Show(string name, Projector projections, RebuildWork rebuilds, CancellationToken cancellation) =>
        (await projections.Status(cancellation)).FirstOrDefault(s => s.Name == name) is { } status
            ? TypedResults.Ok(new ProjectionItem(status, rebuilds.Find(name)))
            : NotFound(name);

    static Results<Accepted<RebuildState>, ProblemHttpResult> Rebuild(string name, BriefingsApplication application, RebuildWork rebuilds)
    {
        if (!application.Registry.Contains(name))
        {
            return NotFound(name);
        }

        return rebuilds.Begin(name) is { } state
            ? TypedResults.Accepted($"/api/v1/projections/{name}", state)
            : TypedResults.Problem($"Expected no rebuild of {name} to be under way, found one.", statusCode: StatusCodes.Status409Conflict);
    }

    static ProblemHttpResult NotFound(string name) => TypedResults.Problem($"Expected a projection, found none named \"{name}\".", statusCode: StatusCodes.Status404NotFound);
}

sealed record ProjectionPage(IReadOnlyList<ProjectionItem> Items);

/// <param name="Rebuild">The latest rebuild that this server was asked for.</param>
sealed record ProjectionItem(ProjectionStatus Status, RebuildState? Rebuild);
