using Briefings.Keys;

namespace Briefings.Host.Http.Access;

/// <summary>Stands between routing and the routes: nobody passes without the scope that the route asks for.</summary>
sealed class AccessGuard(RequestDelegate next, Credentials credentials, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // No route at all, or one that only says 405 or 415: nothing to guard, and no stranger learns more than that.
        if (http.GetEndpoint() is not RouteEndpoint route)
        {
            await next(http);
            return;
        }

        var asked = route.Metadata.GetMetadata<RequiredScope>()?.Scope
            ?? throw new InvalidOperationException($"Expected {route.DisplayName} to say its scope.");
        var (caller, refusal) = asked is Scope.Open ? (null, "") : await credentials.Check(http);
        if (asked is not Scope.Open && caller is null)
        {
            if (http.Request.Headers.Authorization.Count == 0 || await limits.AllowsFailure(http))
            {
                await Unknown(http, route, refusal);
            }
        }
        else if (caller is { IsBrowser: true } && !CrossSite.IsOwn(http.Request))
        {
            await Problems.Write(http, StatusCodes.Status403Forbidden, "Expected a request from a page of this server, found one from elsewhere.");
        }
        else if (caller is not null && !caller.Scopes.Allow(asked))
        {
            await Problems.Write(http, StatusCodes.Status403Forbidden, $"Expected a key with the scope {asked.Text()}, found one with {string.Join(", ", caller.Scopes.Select(s => s.Text()))}.");
        }
        else if (caller is null || await limits.Allows(http, caller))
        {
            http.Features.Set(caller);
            await next(http);
        }
    }

    static Task Unknown(HttpContext http, RouteEndpoint route, string refusal)
    {
        if (route.Metadata.GetMetadata<Page>() is not null)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = SessionEndpoints.LoginPath;
            return Task.CompletedTask;
        }

        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"briefings\"";
        return Problems.Write(http, StatusCodes.Status401Unauthorized, refusal);
    }
}

/// <summary>Marks a route that answers people: who is not signed in is sent to sign in.</summary>
sealed record Page
{
    public static Page Mark { get; } = new();
}
