using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;

namespace Briefings.Outbound;

/// <summary>
/// Reads an address that somebody gave. What can be refused by looking at it is refused here; names are looked up, and their
/// addresses checked, at every connection.
/// </summary>
public static class OutboundUrl
{
    const int MaxLength = 2048;

    static readonly string[] LocalNames = ["localhost", "local", "internal", "localdomain", "home.arpa", "invalid"];

    /// <exception cref="OutboundException">It is no http(s) address, carries credentials, or names a host or port that is not allowed.</exception>
    public static Uri Parse(string written, OutboundOptions options) =>
        TryParse(written, options, out var url, out var problem) ? url : throw new OutboundException(OutboundFailure.Blocked, problem);

    /// <param name="problem">What was expected and what was found.</param>
    public static bool TryParse(string written, OutboundOptions options, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        if (written.Length > MaxLength || written.Any(c => c is '\\' || char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(written, UriKind.Absolute, out var read))
        {
            problem = $"Expected an address such as https://example.com/hook of at most {MaxLength} characters.";
            return false;
        }

        problem = Problem(read, options);
        url = problem is null ? read : null;
        return problem is null;
    }

    /// <summary>What is wrong with an address that is read already, such as the goal of a redirect; <c>null</c> for nothing.</summary>
    public static string? Problem(Uri url, OutboundOptions options)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            return "Expected an address that begins with https:// or http://.";
        }

        if (url.UserInfo.Length > 0)
        {
            return "Expected an address without a user name or password in it.";
        }

        if (!IsOrdinary(url.Port) && !IsAllowedLiteral(url, options))
        {
            return $"Expected port 80, 443 or one from 1024, found {url.Port}.";
        }

        return IsLocal(url, options) ? "This address is blocked: it is not on the public Internet." : null;
    }

    static bool IsOrdinary(int port) => port is 80 or 443 or >= 1024;

    static bool IsAllowedLiteral(Uri url, OutboundOptions options) =>
        IPAddress.TryParse(Host(url), out var literal) && options.Allowed.Any(n => n.Contains(literal));

    static bool IsLocal(Uri url, OutboundOptions options)
    {
        var host = Host(url);
        if (IPAddress.TryParse(host, out var literal))
        {
            // A literal in letters that only look like digits is no honest spelling of anything.
            return url.HostNameType is UriHostNameType.Dns || !OutboundAddresses.IsAllowed(literal, options.Allowed);
        }

        return host.Length == 0
            || (options.Allowed.Count == 0 && LocalNames.Any(n => host == n || host.EndsWith("." + n, StringComparison.Ordinal)));
    }

    /// <summary>The host in lower case, compatibility forms resolved, without brackets, zone and final full stop.</summary>
    static string Host(Uri url)
    {
        var host = url.HostNameType is UriHostNameType.IPv6 or UriHostNameType.IPv4 ? url.IdnHost : Resolved(url);
        return host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
    }

    static string Resolved(Uri url)
    {
        var shown = url.Host.Normalize(NormalizationForm.FormKC).Replace('\u3002', '.');
        return IPAddress.TryParse(shown.TrimEnd('.'), out _) ? shown : url.IdnHost.Normalize(NormalizationForm.FormKC);
    }
}
