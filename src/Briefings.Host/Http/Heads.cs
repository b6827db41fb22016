using Briefings.Host.Http.Events;

namespace Briefings.Host.Http;

/// <summary>What answers GET answers HEAD (RFC 9110 §9.3.2): routes see a GET, and the server leaves its body out.</summary>
static class Heads
{
    public static Task AsGet(HttpContext http, RequestDelegate next)
    {
        // The live stream never ends, so that a HEAD of it would not either.
        if (HttpMethods.IsHead(http.Request.Method) && http.Request.Path != EventEndpoints.Path + EventEndpoints.StreamPath)
        {
            http.Request.Method = HttpMethods.Get;
        }

        return next(http);
    }
}
