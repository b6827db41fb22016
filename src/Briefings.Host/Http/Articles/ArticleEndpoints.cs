using System.ComponentModel;
using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Host.Http.Access;
using Briefings.Host.Http.Events;
using Briefings.Keys;
using Briefings.NewsEvents;
using Briefings.Stories;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Briefings.Host.Http.Articles;

/// <summary>Articles: those taken in, each with its revisions and news events; further ones; and taking one back.</summary>
static class ArticleEndpoints
{
    const int MaxReasonLength = 1_000;
    static readonly TimeSpan IngestTimeout = TimeSpan.FromMinutes(10);

    public static void MapArticles(this IEndpointRouteBuilder routes)
    {
        var articles = routes.MapGroup("/api/v1/articles").RequireScope(Scope.Read).WithTags("articles");
        articles.MapGet("/", List).WithETag().WithSummary("Articles in the order in which they were taken in.");
        articles.MapGet("/{id}", Show).WithETag().WithSummary("An article with every revision of its text and every news event it reported.");
        articles.MapPost("/", ArticlePosts.Ingest).RequireScope(Scope.Ingest).WithIdempotency()
            .Accepts<string>(ArticleUploads.MediaTypes[0], [.. ArticleUploads.MediaTypes.Skip(1), "multipart/form-data"])
            .WithMetadata(new RequestSizeLimitAttribute(ArticleUploads.MaxBytes))
            .WithSummary("Takes articles in (text, Markdown, HTML, JSON, NDJSON, RSS, Atom, or files as multipart) and answers with what was extracted from each.")
            .WithRequestTimeout(IngestTimeout);
        articles.MapPost("/{id}/retract", Retract).RequireScope(Scope.Admin).WithIdempotency().WithSummary("Takes an article back: no later briefing states it, and the next one says so.");
        articles.MapDelete("/{id}", Delete).RequireScope(Scope.Admin).WithSummary("The same, with the reason in the query.");
    }

    static async Task<Results<Ok<ArticlePage>, ProblemHttpResult>> List(
        [Description("The next of the page before, or a log position.")] string? after,
        [Description("Most articles on the page, 1 to 1000. Defaults to 100.")] string? limit,
        BriefingsApplication application, EventPages pages, CancellationToken cancellation)
    {
        var from = await Cursors.Resolve(application.Log, after ?? "0", cancellation);
        var found = await pages.Read(from, QueryValues.Limit(limit), new EventFilter { Types = ["ArticleIngested"] }, cancellation);
        var items = new List<ArticleItem>();
        foreach (var recorded in found.Events)
        {
            if (await application.Documents.Load<ArticleState>(ArticleIndex.ProjectionName, recorded.Stream, cancellation) is { } state)
            {
                items.Add(ArticleItem.From(recorded, state));
            }
        }

        return TypedResults.Ok(new ArticlePage(items, (await Cursors.Issuer(application.Log, cancellation))(Math.Max(from, found.Last)), found.More));
    }

    static async Task<Results<Ok<ArticleDetail>, ProblemHttpResult>> Show(string id, BriefingsApplication application, CancellationToken cancellation) =>
        await ArticleHistory.Read(application.Log, id, cancellation) is { } article
            ? TypedResults.Ok(new ArticleDetail(article, (await application.Documents.Load<ArticleStory>(StoryProjection.ProjectionName, id, cancellation))?.StoryId))
            : NotFound(id);

    static Task<Results<Ok<ArticleHistory>, ProblemHttpResult>> Retract(string id, RetractRequest request, BriefingsApplication application, CancellationToken cancellation) =>
        TakeBack(id, request.Reason, application, cancellation);

    static Task<Results<Ok<ArticleHistory>, ProblemHttpResult>> Delete(
        string id, [Description("Why; printed in the next briefing.")] string? reason, BriefingsApplication application, CancellationToken cancellation) =>
        TakeBack(id, reason, application, cancellation);

    static async Task<Results<Ok<ArticleHistory>, ProblemHttpResult>> TakeBack(string id, string? reason, BriefingsApplication application, CancellationToken cancellation)
    {
        if (reason is null || reason.Trim().Length is 0 or > MaxReasonLength)
        {
            return TypedResults.Problem($"Expected a reason of 1 to {MaxReasonLength} characters, since the next briefing prints it.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        return await application.RetractArticle.Handle(id, reason.Trim(), cancellation) is { } stream && await ArticleHistory.Read(application.Log, stream, cancellation) is { } article
            ? TypedResults.Ok(article)
            : NotFound(id);
    }

    static ProblemHttpResult NotFound(string id) => TypedResults.Problem($"Expected an article, found none with the id \"{id}\".", statusCode: StatusCodes.Status404NotFound);
}

/// <param name="Next">What to pass as <c>after</c> for the next page; at the end it is the place to come back to.</param>
/// <param name="More">Whether there is more to read now.</param>
sealed record ArticlePage(IReadOnlyList<ArticleItem> Items, string Next, bool More);

/// <param name="Position">Where the log learned of it.</param>
/// <param name="Revision">How many texts it had.</param>
sealed record ArticleItem(
    string Id, long Position, DateTimeOffset RecordedAt, string? Title, string? Outlet, string? Url, DateOnly? PublishedOn, int Revision, bool Retracted)
{
    public static ArticleItem From(RecordedEvent ingested, ArticleState state) => new(
        state.Stream, ingested.Position, ingested.RecordedAt, state.Title, state.Outlet, state.Url, state.PublishedOn, state.Revision, state.Retracted);
}

/// <param name="Story">Id of the story it belongs to; missing until the stories have come as far.</param>
sealed record ArticleDetail(ArticleHistory Article, string? Story);

/// <param name="Reason">Printed in the next briefing.</param>
sealed record RetractRequest(string? Reason);
