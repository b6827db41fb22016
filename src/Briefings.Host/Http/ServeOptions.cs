using Briefings.Host.Http.Access;

namespace Briefings.Host.Http;

/// <summary>How a server is reached.</summary>
/// <param name="Urls">Addresses to listen on; port 0 takes a free one.</param>
/// <param name="Hosts">Names it answers to beyond loopback's own, such as a proxy's. Empty means any name on an address that others reach.</param>
sealed record ServeOptions(IReadOnlyList<string> Urls, IReadOnlyList<string> Hosts)
{
    /// <summary>The data folder whose private PostgreSQL is served from; <c>null</c> when another database is named.</summary>
    public string? PrivateServerFolder { get; init; }

    /// <summary>Requests a second that one key has over time; 0 for no limit.</summary>
    public int RequestsPerSecond { get; init; } = RateLimits.DefaultPerSecond;

    /// <summary>Whether nobody outside this machine reaches it.</summary>
    public bool IsLoopback => Urls.All(u => HostNames.IsLoopback(HostOf(u)));

    /// <summary>The host of an address, which may be no host name at all, such as <c>*</c>.</summary>
    static string HostOf(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].Split('/')[0];
        return rest.StartsWith('[') ? rest[..(rest.IndexOf(']', StringComparison.Ordinal) + 1)] : rest.Split(':')[0];
    }
}
