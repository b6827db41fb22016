using System.ComponentModel;
using System.Text;
using Briefings.Editions;
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
        editions.MapMethods("/", GetAndHead, List).WithETag().WithSummary("Editions in the order of publication.");
        editions.MapMethods("/{id}", GetAndHead, Show).WithETag().WithSummary("An edition: what it knew, what it is made of, and where its files are.");
        editions.MapMethods("/{id}.{format}", GetAndHead, Download)
            .Produces<byte[]>(StatusCodes.Status200OK, "application/pdf", "text/html", "text/markdown", "application/json")
            .Produces(StatusCodes.Status206PartialContent).Produces(StatusCodes.Status304NotModified).Produces(StatusCodes.Status416RangeNotSatisfiable)
            .WithSummary("An edition as pdf, html, md or json: the recorded bytes, in ranges if asked for.");
        routes.MapMethods("/api/v1/editions.atom", GetAndHead, Feed).RequireScope(Scope.Read).WithTags("editions").WithETag()
            .Produces<string>(StatusCodes.Status200OK, "application/atom+xml")
            .WithSummary("The newest editions as an Atom feed. A feed reader sends the key as the password of Basic authentication.");
    }

    static async Task<Ok<EditionPage>> List(
        BriefingsApplication application,
        [Description("Only this profile.")] string? profile,
        [Description("The next of the page before.")] string? after,
        [Description("Most editions on the page, 1 to 1000. Defaults to 100.")] string? limit,
        CancellationToken cancellation)
    {
        var (most, from) = (QueryValues.Limit(limit), await Cursors.Resolve(application.Log, after ?? "0", cancellation));
        var editions = await application.Documents.OldestFirst(profile, from, cancellation).Take(most + 1).ToListAsync(cancellation);
        var page = editions.Take(most).ToList();
        var next = page.Count > 0 ? page[^1].Position : from;
        return TypedResults.Ok(new EditionPage([.. page.Select(e => Item(application, e))], (await Cursors.Issuer(application.Log, cancellation))(next), editions.Count > most));
    }

    const int MaxFeedEntries = 50;

    static async Task<ContentHttpResult> Feed(HttpContext http, BriefingsApplication application, [Description("Only this profile.")] string? profile)
    {
        var editions = await application.Documents.NewestFirst(profile, http.RequestAborted).Take(MaxFeedEntries).ToListAsync(http.RequestAborted);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in editions.Select(e => e.Published.Profile).Distinct(StringComparer.Ordinal))
        {
            titles[name] = (await application.DefineProfile.Load(name, null, http.RequestAborted))?.Title ?? name;
        }

        var feed = EditionFeed.Write(editions, $"{http.Request.Scheme}://{http.Request.Host}", http.Request.Path + http.Request.QueryString, titles);
        return TypedResults.Content(Encoding.UTF8.GetString(feed), EditionFeed.MediaType);
    }

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

/// <param name="Next">What to pass as <c>after</c> for the next page; at the end it is the place to come back to.</param>
/// <param name="More">Whether there is more to read now.</param>
sealed record EditionPage(IReadOnlyList<EditionItem> Items, string Next, bool More);

/// <param name="Links">Format to address.</param>
sealed record EditionItem(string Id, DateTimeOffset PublishedAt, EditionPublished Edition, IReadOnlyDictionary<string, string> Links);
