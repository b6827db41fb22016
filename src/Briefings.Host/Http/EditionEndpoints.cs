using Briefings.Editions;
using Briefings.Host.Cli;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Briefings.Host.Http;

/// <summary>Lists editions and hands out their files.</summary>
static class EditionEndpoints
{
    // RFC 9110 §9.1: what answers GET answers HEAD.
    static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapEditions(this IEndpointRouteBuilder routes)
    {
        var editions = routes.MapGroup("/api/v1/editions").RequireScope(Scope.Read).WithTags("editions");
        editions.MapMethods("/", GetAndHead, List);
        editions.MapMethods("/{id}", GetAndHead, Show);
        editions.MapMethods("/{id}.{format}", GetAndHead, Download);
    }

    static async Task<Ok<EditionPage>> List(BriefingsApplication application, string? profile, CancellationToken cancellation) =>
        TypedResults.Ok(new EditionPage([.. (await EditionsVerb.Published(application, profile, cancellation)).Select(e => Item(application, e))]));

    static async Task<Results<Ok<EditionItem>, ProblemHttpResult>> Show(BriefingsApplication application, string id, CancellationToken cancellation) =>
        await application.Documents.Load<Edition>(EditionList.ProjectionName, id, cancellation) is { } edition
            ? TypedResults.Ok(Item(application, edition))
            : NotFound(id);

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(BriefingsApplication application, string id, string format, CancellationToken cancellation)
    {
        if (application.Renderers.Find(format) is not { } renderer)
        {
            return TypedResults.Problem($"Expected {string.Join(", ", application.Renderers.Formats)}, found \"{format}\".", statusCode: StatusCodes.Status404NotFound);
        }

        if (await application.PublishEdition.Load(id, cancellation) is not { } edition)
        {
            return NotFound(id);
        }

        var bytes = renderer.Format == "pdf" ? edition.Pdf : renderer.Render(edition.Document);
        return TypedResults.File(
            bytes,
            renderer.MediaType,
            renderer.Format is "pdf" or "html" ? null : $"{id}.{renderer.Format}",
            enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{EditionFiles.Digest(bytes)}\""));
    }

    static ProblemHttpResult NotFound(string id) => TypedResults.Problem($"Expected a published edition, found none with the id \"{id}\".", statusCode: StatusCodes.Status404NotFound);

    static EditionItem Item(BriefingsApplication application, Edition edition) => new(
        edition.Id,
        edition.PublishedAt,
        edition.Published,
        application.Renderers.Formats.ToDictionary(f => f, f => $"/api/v1/editions/{edition.Id}.{f}", StringComparer.Ordinal));
}

sealed record EditionPage(IReadOnlyList<EditionItem> Items);

/// <param name="Links">Format to address.</param>
sealed record EditionItem(string Id, DateTimeOffset PublishedAt, EditionPublished Edition, IReadOnlyDictionary<string, string> Links);
