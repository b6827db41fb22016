using System.ComponentModel;
using Briefings.Actors;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Briefings.Host.Http;

/// <summary>Actors through all articles.</summary>
static class ActorEndpoints
{
    public static void MapActors(this IEndpointRouteBuilder routes)
    {
        var actors = routes.MapGroup("/api/v1/actors").RequireScope(Scope.Read).WithTags("actors");
        actors.MapGet("/", List).WithETag().WithSummary("Actors in the order of their ids.");
        actors.MapGet("/{id}", Show).WithETag().WithSummary("An actor: names, country, sector, how often source and target.");
    }

    static async Task<Results<Ok<ActorPage>, ProblemHttpResult>> List(
        [Description("The next of the page before.")] string? after,
        [Description("Most actors on the page, 1 to 1000. Defaults to 100.")] string? limit,
        [Description("ISO 3166 alpha-3 code.")] string? country,
        [Description("GOV, MIL, REB, …")] string? sector,
        [Description("Part of the name.")] string? name,
        BriefingsApplication application, CancellationToken cancellation)
    {
        var found = await DocumentPages.Read<ActorState>(application.Documents, ActorProjection.ProjectionName, "", after, limit, Wants, cancellation);
        return TypedResults.Ok(new ActorPage(found.Items, found.Next));

        bool Wants(ActorState actor) =>
            (country is null || string.Equals(country, actor.Country, StringComparison.OrdinalIgnoreCase))
            && (sector is null || string.Equals(sector, actor.Sector, StringComparison.OrdinalIgnoreCase))
            && (name is null || actor.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    static async Task<Results<Ok<ActorState>, ProblemHttpResult>> Show(string id, BriefingsApplication application, CancellationToken cancellation) =>
        !id.Contains('\0', StringComparison.Ordinal) && await application.Documents.Load<ActorState>(ActorProjection.ProjectionName, id, cancellation) is { } actor
            ? TypedResults.Ok(actor)
            : TypedResults.Problem($"Expected an actor, found none with the id \"{id}\".", statusCode: StatusCodes.Status404NotFound);
}

/// <param name="Next">What to pass as <c>after</c> for the next page; missing at the end.</param>
sealed record ActorPage(IReadOnlyList<ActorState> Items, string? Next);
