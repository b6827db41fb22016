using Briefings.Host.Http.Access;
using Briefings.Host.Http.Articles;
using Briefings.Host.Http.Events;
using Briefings.Keys;

namespace Briefings.Host.Http;

/// <summary>Every feature that answers over HTTP, a line each.</summary>
static class Endpoints
{
    public static void MapAll(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").RequireScope(Scope.Open);
        routes.MapHealth();
        routes.MapMetrics();
        routes.MapStartPage();
        routes.MapSessions();
        routes.MapArticles();
        routes.MapEvents();
        routes.MapStories();
        routes.MapActors();
        routes.MapEditions();
        routes.MapProjections();
        routes.MapProfiles();
        routes.MapFeeds();
        routes.MapKeys();
        routes.MapWebhooks();
        routes.MapDeliveries();
    }
}
