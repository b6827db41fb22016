using Briefings.Host.Http.Access;
using Briefings.Keys;

namespace Briefings.Host.Http;

/// <summary>Every feature that answers over HTTP, a line each.</summary>
static class Endpoints
{
    public static void MapAll(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").RequireScope(Scope.Open);
        routes.MapHealth();
        routes.MapSessions();
        routes.MapEditions();
        routes.MapFeeds();
        routes.MapKeys();
        routes.MapWebhooks();
    }
}
