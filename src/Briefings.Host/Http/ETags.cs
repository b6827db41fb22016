using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Briefings.Host.Http;

/// <summary>Gives answers a digest of their bytes, and says 304 to who holds those bytes already (RFC 9110 §8.8.3, §13).</summary>
static class ETags
{
    public static RouteHandlerBuilder WithETag(this RouteHandlerBuilder route) => route.WithMetadata(new Tagged()).Produces(StatusCodes.Status304NotModified);

    sealed record Tagged;

    public static async Task Tag(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Tagged>() is null || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            await next(http);
            return;
        }

        var wire = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = wire;
        }

        if (http.Response.StatusCode is StatusCodes.Status200OK)
        {
            var tag = Of(answer.GetBuffer().AsSpan(0, (int)answer.Length));
            http.Response.Headers.ETag = tag.ToString();
            http.Response.Headers.CacheControl = "private, no-cache";
            if (Matches(http.Request.Headers.IfNoneMatch, tag))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.Headers.ContentType = default;
                http.Response.ContentLength = null;
                return;
            }
        }

        http.Response.ContentLength = answer.Length;
        answer.Position = 0;
        await answer.CopyToAsync(wire, http.RequestAborted);
    }

    /// <summary>The tag of an answer's bytes.</summary>
    public static EntityTagHeaderValue Of(ReadOnlySpan<byte> answer) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(answer))[..32]}\"");

    /// <summary>Whether a list of tags names this one, weak or not.</summary>
    public static bool Matches(StringValues header, EntityTagHeaderValue tag) =>
        header.Count > 0 && EntityTagHeaderValue.TryParseList(header, out var tags)
        && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false));
}
