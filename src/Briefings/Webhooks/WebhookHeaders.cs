using System.Buffers;

namespace Briefings.Webhooks;

/// <summary>Which headers a customer may set, and in which form (RFC 9110, section 5).</summary>
public static class WebhookHeaders
{
    const int MaxCount = 20, MaxValue = 4096;

    static readonly SearchValues<char> TokenCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer",
        "expect", "proxy-authorization", "proxy-connection", "origin", "webhook-id", "webhook-timestamp", "webhook-signature", "webhook-attempt",
    };

    /// <summary>What is wrong with some headers; <c>null</c> for nothing.</summary>
    public static string? Problem(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count > MaxCount)
        {
            return $"Expected at most {MaxCount} headers, found {headers.Count}.";
        }

        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
            {
                return $"Expected the name of a header to be letters, digits and hyphens, found \"{Shown(name)}\".";
            }

            if (Reserved.Contains(name))
            {
                return $"Expected no header \"{name}\": it is the program's own.";
            }

            if (value.Length > MaxValue || value.Any(c => c is < ' ' and not '\t' or > '~'))
            {
                return $"Expected the value of header \"{name}\" to be at most {MaxValue} printable ASCII characters in one line.";
            }
        }

        return null;
    }

    static string Shown(string name) => new([.. name.Take(40).Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
}
