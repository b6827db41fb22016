using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Briefings.Editions;
using Briefings.EventStore;
using Briefings.Feeds;
using Briefings.Host.Http.Access;
using Briefings.Host.Http.Events;
using Briefings.Keys;
using Briefings.NewsEvents;
using Briefings.Stories;

namespace Briefings.Host.Http;

/// <summary>What a person sees first: the newest editions, what is being reported, and whether all is well.</summary>
static class StartPage
{
    const int MaxEditions = 10;
    const int MaxStories = 10;
    const int RecentArticles = 200;

    public static void MapStartPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", Show).RequireScope(Scope.Read).WithMetadata(Page.Mark).ExcludeFromDescription();

    static async Task<IResult> Show(BriefingsApplication application, EventPages pages, TimeProvider clock, CancellationToken cancellation)
    {
        var editions = await application.Documents.NewestFirst(null, cancellation).Take(MaxEditions).ToListAsync(cancellation);
        var stories = await Recent(application, pages, cancellation);
        var projections = await application.Projections.Status(cancellation);
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"""
            <div class="bar"><h1>Briefings</h1><form method="post" action="/logout"><button>Sign out</button></form></div>
            <p class="quiet">As of {Minute(clock.GetUtcNow())}. <a href="/api/v1/editions.atom">Atom feed</a> · <a href="/openapi/v1.json">API description</a></p>
            """);
        Editions(body, editions);
        Stories(body, stories);
        Sources(body, (await application.Feeds.All(cancellation)).Select(overview => overview.Feed));
        Projections(body, projections);
        return TypedResults.Content(PageFrame.Around("Editions", body.ToString()), "text/html; charset=utf-8");
    }

    /// <summary>The stories of the articles that came last, the latest first.</summary>
    static async Task<IReadOnlyList<Story>> Recent(BriefingsApplication application, EventPages pages, CancellationToken cancellation)
    {
        var mark = await application.Log.HighWaterMark(cancellation);
        var (from, articles) = (mark, (IReadOnlyList<RecordedEvent>)[]);
        for (var window = 2_000L; from > 0 && articles.Count < MaxStories * 2; window *= 4)
        {
            from = Math.Max(0, mark - window);
            articles = (await pages.Read(from, RecentArticles * 50, new EventFilter { Types = ["ArticleIngested"] }, cancellation)).Events;
        }

        var ids = new List<string>();
        foreach (var article in articles.Reverse().Take(RecentArticles))
        {
            if (ids.Count < MaxStories && await application.Documents.Load<ArticleStory>(StoryProjection.ProjectionName, article.Stream, cancellation) is { } known && !ids.Contains(known.StoryId, StringComparer.Ordinal))
            {
                ids.Add(known.StoryId);
            }
        }

        var stories = new List<Story>();
        foreach (var id in ids)
        {
            if (await application.Documents.Load<Story>(StoryProjection.ProjectionName, id, cancellation) is { } story)
            {
                stories.Add(story);
            }
        }

        return stories;
    }

    static void Editions(StringBuilder page, List<Edition> editions)
    {
        page.Append("<h2 id=\"editions\">Newest editions</h2>");
        if (editions.Count == 0)
        {
            page.Append("<p>None yet. Make the first one with <code>briefings brief PATH…</code></p>");
            return;
        }

        page.Append("<div class=\"wide\"><table aria-labelledby=\"editions\"><thead><tr><th scope=\"col\">Edition</th><th scope=\"col\">Day</th><th scope=\"col\">Published</th><th scope=\"col\" class=\"number\">Articles</th><th scope=\"col\">Read as</th></tr></thead><tbody>");
        foreach (var edition in editions)
        {
            var address = $"/api/v1/editions/{Uri.EscapeDataString(edition.Id)}";
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><th scope="row">{Text(edition.Published.Profile)}, no. {edition.Published.Issue}{(edition.Published.Revision > 1 ? $", edition {edition.Published.Revision}" : "")}</th>
                <td>{edition.Published.Day:yyyy-MM-dd}</td><td>{Minute(edition.PublishedAt)}</td><td class="number">{edition.Published.Articles.Count}</td>
                <td><a href="{address}.pdf">PDF</a> · <a href="{address}.html">HTML</a> · <a href="{address}.md">Markdown</a> · <a href="{address}.json">JSON</a></td></tr>
                """);
        }

        page.Append("</tbody></table></div>");
    }

    static void Stories(StringBuilder page, IReadOnlyList<Story> stories)
    {
        page.Append("<h2 id=\"stories\">Latest stories</h2>");
        if (stories.Count == 0)
        {
            page.Append("<p>None yet. Articles come in with <code>briefings ingest PATH…</code></p>");
            return;
        }

        page.Append("<div class=\"wide\"><table aria-labelledby=\"stories\"><thead><tr><th scope=\"col\">Story</th><th scope=\"col\">Days</th><th scope=\"col\" class=\"number\">Articles</th><th scope=\"col\" class=\"number\">Developments</th><th scope=\"col\">Outlets</th></tr></thead><tbody>");
        foreach (var item in stories.Select(StoryItem.From))
        {
            var days = item.FirstDay == item.LastDay ? Day(item.LastDay) : $"{Day(item.FirstDay)}<br>{Day(item.LastDay)}";
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><th scope="row"><a href="/api/v1/stories/{Uri.EscapeDataString(item.Id)}">{Text(item.Title ?? item.Id)}</a></th><td>{days}</td>
                <td class="number">{item.Articles}</td><td class="number">{item.Developments}</td><td>{Text(string.Join(", ", item.Outlets))}</td></tr>
                """);
        }

        page.Append("</tbody></table></div>");
    }

    static void Sources(StringBuilder page, IEnumerable<FeedState> feeds)
    {
        var health = SourceHealth.Of(feeds);
        page.Append("<h2 id=\"sources\">Sources</h2>");
        page.Append(health.Sources == 0
            ? "<p>None yet. A feed comes in with <code>briefings feeds add URL</code></p>"
            : string.Create(CultureInfo.InvariantCulture, $"<p>{health.Healthy} of {health.Sources} can be read. <a href=\"/api/v1/feeds\">All of them</a></p>"));
        if (health.Failing.Count == 0)
        {
            return;
        }

        page.Append("<ul>");
        foreach (var failing in health.Failing)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li><span class=\"bad\">{Text(failing.Outlet ?? failing.Title ?? failing.Url)}</span>: {Text(failing.Reason ?? "")}</li>");
        }

        page.Append("</ul>");
    }

    static void Projections(StringBuilder page, IReadOnlyList<ProjectionStatus> projections)
    {
        page.Append("<h2 id=\"projections\">Read models</h2><div class=\"wide\"><table aria-labelledby=\"projections\"><thead><tr><th scope=\"col\">Projection</th><th scope=\"col\">State</th><th scope=\"col\" class=\"number\">Position</th><th scope=\"col\" class=\"number\">Behind</th><th scope=\"col\" class=\"number\">Documents</th></tr></thead><tbody>");
        foreach (var status in projections)
        {
            var state = status.Error is null ? Text(status.State) : $"<span class=\"bad\">stopped before {status.ErrorPosition}: {Text(status.Error)}</span>";
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><th scope="row">{Text(status.Name)}</th><td>{state}</td><td class="number">{status.Position}</td><td class="number">{status.Lag}</td><td class="number">{status.Documents}</td></tr>
                """);
        }

        page.Append("</tbody></table></div>");
    }

    static string Text(string text) => HtmlEncoder.Default.Encode(text);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
