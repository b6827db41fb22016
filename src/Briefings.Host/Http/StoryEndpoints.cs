using System.ComponentModel;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Briefings.Stories;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Briefings.Host.Http;

/// <summary>Stories with their developments, and each report as evidence.</summary>
static class StoryEndpoints
{
    public static void MapStories(this IEndpointRouteBuilder routes)
    {
        var stories = routes.MapGroup("/api/v1/stories").RequireScope(Scope.Read).WithTags("stories");
        stories.MapGet("/", List).WithETag().WithSummary("Stories in the order of their ids.");
        stories.MapGet("/{id}", Show).WithETag().WithSummary("A story with its articles, its developments and every report of each.");
    }

    static async Task<Results<Ok<StoryPage>, ProblemHttpResult>> List(
        [Description("The next of the page before.")] string? after,
        [Description("Most stories on the page, 1 to 1000. Defaults to 100.")] string? limit,
        [Description("Id or name of an actor of a report in it.")] string? actor,
        [Description("ISO 3166 alpha-3 code of such an actor.")] string? country,
        [Description("With an article of this day or later.")] string? since,
        BriefingsApplication application, CancellationToken cancellation)
    {
        var from = QueryValues.Day(since, "since");
        var found = await DocumentPages.Read<Story>(application.Documents, StoryProjection.ProjectionName, StoryProjection.StoryPrefix, after, limit, Wants, cancellation);
        return TypedResults.Ok(new StoryPage([.. found.Items.Select(StoryItem.From)], found.Next));

        bool Wants(Story story) =>
            (from is null || story.Articles.Any(a => a.Day >= from))
            && (actor is null || Actors(story).Any(a => Is(actor, a.Id) || Is(actor, a.Name)))
            && (country is null || Actors(story).Any(a => Is(country, a.Country)));
    }

    static IEnumerable<Extraction.Actor> Actors(Story story) => story.Developments.SelectMany(d => d.Reports).SelectMany(r => r.Reported.Source.Concat(r.Reported.Target));

    static bool Is(string wanted, string found) => string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);

    static async Task<Results<Ok<Story>, ProblemHttpResult>> Show(string id, BriefingsApplication application, CancellationToken cancellation) =>
        id.StartsWith(StoryProjection.StoryPrefix, StringComparison.Ordinal) && await application.Documents.Load<Story>(StoryProjection.ProjectionName, id, cancellation) is { } story
            ? TypedResults.Ok(story)
            : TypedResults.Problem($"Expected a story, found none with the id \"{id}\".", statusCode: StatusCodes.Status404NotFound);
}

/// <param name="Next">What to pass as <c>after</c> for the next page; missing at the end.</param>
sealed record StoryPage(IReadOnlyList<StoryItem> Items, string? Next);

/// <param name="Title">That of its first article which has one.</param>
/// <param name="Outlets">In alphabetical order.</param>
/// <param name="Developments">How many.</param>
sealed record StoryItem(string Id, string? Title, DateOnly FirstDay, DateOnly LastDay, int Articles, int Developments, IReadOnlyList<string> Outlets)
{
    public static StoryItem From(Story story) => new(
        story.Id,
        story.Articles.FirstOrDefault(a => a.Title is not null)?.Title,
        story.Articles.Min(a => a.Day),
        story.Articles.Max(a => a.Day),
        story.Articles.Count,
        story.Developments.Count,
        [.. story.Articles.Select(a => a.Outlet).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
}
