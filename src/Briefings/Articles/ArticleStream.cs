using System.Security.Cryptography;
using System.Text;

namespace Briefings.Articles;

/// <summary>Names article streams and event ids from what identifies an article, so that the same input always meets the same stream.</summary>
public static class ArticleStream
{
    public const string Category = "article";

    /// <summary>The stream of an article: by address when it has one, otherwise by its words and the outlet that carries them.</summary>
    public static string NameFor(Uri? url, string contentHash, string? outlet = null) =>
        $"{Category}-{Hex(url is not null ? "url " + Canonical(url) : outlet is null ? "content " + contentHash : $"content {contentHash} {outlet}")[..16]}";

    /// <summary>The stream that a user names by itself or by the article's address.</summary>
    public static string Named(string article) =>
        Uri.TryCreate(article, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? NameFor(url, "") : article;

    /// <summary>The address without fragment, tracking parameters, <c>www.</c> and trailing slash, in lower case where case does not matter (RFC 3986 §6.2.2).</summary>
    public static string Canonical(Uri url)
    {
        var host = url.IdnHost.ToLowerInvariant();
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        var query = string.Join('&', url.Query.TrimStart('?').Split('&').Where(p => p.Length > 0 && !IsTracking(p)));
        return $"{host}{port}{url.AbsolutePath.TrimEnd('/')}{(query.Length > 0 ? "?" + query : "")}";
    }

    /// <summary>SHA-256 over the words of a text, so that reflowed white space, other quotation marks, another byline or counter are the same content.</summary>
    public static string ContentHash(string text) => Hex(string.Join(' ', Boilerplate.Blanked(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>A UUID derived from a stream and a name within it (RFC 9562, version 8): appending the same thing twice is seen as such.</summary>
    public static Guid EventId(string stream, string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{stream}\n{name}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    static bool IsTracking(string parameter) =>
        parameter.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || parameter.Split('=')[0].ToLowerInvariant() is "fbclid" or "gclid" or "mc_cid" or "mc_eid" or "cmpid" or "at_medium" or "at_campaign";

    static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
