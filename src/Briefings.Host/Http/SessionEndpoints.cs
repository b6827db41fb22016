using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Briefings.Host.Http;

/// <summary>Signs browsers in, by a link that works once or by a key, and out.</summary>
static class SessionEndpoints
{
    public const string LoginPath = "/login";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(LoginPath, Login).RequireScope(Scope.Open).ExcludeFromDescription();
        routes.MapPost(LoginPath, WithKey).RequireScope(Scope.Open).ExcludeFromDescription().DisableAntiforgery();
        routes.MapPost("/logout", Logout).RequireScope(Scope.Open).ExcludeFromDescription().DisableAntiforgery();
    }

    static async Task<IResult> Login(HttpContext http, Sessions sessions, string? token)
    {
        if (token is null)
        {
            return LoginPage.Show(null, StatusCodes.Status200OK);
        }

        // A browser that looks ahead must not use the link up before its user follows it.
        if (http.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal))
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return await sessions.FollowLink(token, http.RequestAborted) is { } secret
            ? SignedIn(http, secret)
            : LoginPage.Show("This link was used before or is too old. Print another one with: briefings keys login", StatusCodes.Status401Unauthorized);
    }

    static async Task<IResult> WithKey(HttpContext http, KeyRing keys, Sessions sessions, TimeProvider clock, [FromForm] string? key)
    {
        if (!CrossSite.IsOwn(http.Request))
        {
            return TypedResults.Problem("Expected a request from a page of this server, found one from elsewhere.", statusCode: StatusCodes.Status403Forbidden);
        }

        return KeyToken.Parse((key ?? "").Trim()) is { } token && await keys.Find(token, http.RequestAborted) is { } known && known.StateAt(clock.GetUtcNow()) is KeyState.Active
            ? SignedIn(http, await sessions.Begin(known.Id, http.RequestAborted))
            : LoginPage.Show("No valid key reads like that.", StatusCodes.Status401Unauthorized);
    }

    static async Task<IResult> Logout(HttpContext http, Sessions sessions)
    {
        if (!CrossSite.IsOwn(http.Request))
        {
            return TypedResults.Problem("Expected a request from a page of this server, found one from elsewhere.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (http.Request.Cookies[Credentials.CookieName(http)] is { } secret)
        {
            await sessions.End(secret, http.RequestAborted);
        }

        http.Response.Cookies.Delete(Credentials.CookieName(http));
        return SeeOther(http, LoginPath);
    }

    static StatusCodeHttpResult SignedIn(HttpContext http, string secret)
    {
        http.Response.Cookies.Append(Credentials.CookieName(http), secret, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            MaxAge = Sessions.SessionLife,
            Path = "/",
        });
        return SeeOther(http, "/");
    }

    static StatusCodeHttpResult SeeOther(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
