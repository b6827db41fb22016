namespace Briefings.Host.Http.Access;

/// <summary>
/// Tells a browser's own requests from those that another site made it send. SameSite=Strict does not: it takes all
/// ports of a host for one site, and on a machine of one's own many programs serve pages.
/// </summary>
static class CrossSite
{
    /// <summary>Whether nothing was to be changed, or a page of this server asked for it.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return true;
        }

        // Browsers send Origin with every request that is neither GET nor HEAD; without one it was none of ours.
        return request.Headers.Origin.Count == 1
            && Uri.TryCreate(request.Headers.Origin[0], UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, Authority(request), StringComparison.OrdinalIgnoreCase);
    }

    // Uri leaves out a default port, Host may name it.
    static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own) ? own.Authority : "";
}
