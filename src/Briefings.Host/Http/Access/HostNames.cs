using System.Net;

namespace Briefings.Host.Http.Access;

/// <summary>
/// The names a server answers to. On loopback these are loopback's own: a page elsewhere whose name was made to lead to
/// 127.0.0.1 (DNS rebinding) sends its own name and is refused.
/// </summary>
/// <param name="further">Names in front of a loopback server, such as a proxy's.</param>
sealed class HostNames(bool isLoopback, IReadOnlyCollection<string> further)
{
    public async Task Check(HttpContext http, RequestDelegate next)
    {
        if (Answers(http.Request.Host.Host))
        {
            await next(http);
            return;
        }

        await Problems.Write(http, StatusCodes.Status421MisdirectedRequest, "Expected a name of this server in Host, found another. Further names are given to serve with --hosts.");
    }

    bool Answers(string host) =>
        further.Contains(host, StringComparer.OrdinalIgnoreCase)
        || (isLoopback ? IsLoopback(host) : further.Count == 0 || IsLoopback(host));

    /// <summary>Whether a host of an address means this machine and nobody else.</summary>
    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
