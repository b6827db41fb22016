using System.Security.Cryptography;
using System.Text;
using Briefings.EventStore;
using Briefings.Host.Http.Access;
using Briefings.Requests;

namespace Briefings.Host.Http;

/// <summary>
/// Answers a POST that comes again with the same <c>Idempotency-Key</c> as it was answered before: the same key and body
/// the same answer, the same key and another body 422.
/// </summary>
sealed class Idempotency(RequestDelegate next, IdempotentAnswers answers)
{
    public const string Header = "Idempotency-Key";
    const int MaxKeyLength = 255;
    const int MaxKeptBytes = 8 << 20;
    const int InMemoryBytes = 64 << 10;

    public sealed record Mark;

    public async Task InvokeAsync(HttpContext http)
    {
        var header = http.Request.Headers[Header];
        if (header.Count == 0 || http.GetEndpoint()?.Metadata.GetMetadata<Mark>() is null)
        {
            await next(http);
            return;
        }

        var key = header.ToString().Trim('"');
        if (header.Count > 1 || key.Length is 0 or > MaxKeyLength || !key.All(c => c is > ' ' and < '\u007F'))
        {
            throw new BadHttpRequestException($"Expected {Header} to be 1 to {MaxKeyLength} printable ASCII characters, found \"{(key.Length > MaxKeyLength ? key[..MaxKeyLength] : key)}\".");
        }

        var caller = http.Caller()?.Name ?? "";
        switch (await answers.Begin(caller, key, await Digest(http), http.RequestAborted))
        {
            case IdempotencyOutcome.Answered(var kept):
                await Send(http, kept);
                break;
            case IdempotencyOutcome.OtherRequest:
                await Problems.Write(http, StatusCodes.Status422UnprocessableEntity, $"Expected the request that first came with this {Header}, found another one. Use a key once.");
                break;
            case IdempotencyOutcome.UnderWay:
                http.Response.Headers.RetryAfter = "1";
                await Problems.Write(http, StatusCodes.Status409Conflict, "The same request is being carried out. Ask again for its answer.");
                break;
            default:
                await Do(http, caller, key);
                break;
        }
    }

    static async Task<byte[]> Digest(HttpContext http)
    {
        http.Request.EnableBuffering(InMemoryBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n{http.Request.ContentType}\n"));
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        http.Request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    async Task Do(HttpContext http, string caller, string key)
    {
        var wire = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var isKept = false;
        FaultPoint.Pass("request.begun");
        try
        {
            await next(http);
            FaultPoint.Pass("request.done");
            http.Response.Body = wire;
            if (http.Response.StatusCode < StatusCodes.Status500InternalServerError && answer.Length <= MaxKeptBytes)
            {
                // Whoever asked may be gone; the answer is for when they come back.
                await answers.Keep(caller, key, new KeptAnswer(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers.Location, answer.ToArray()), CancellationToken.None);
                isKept = true;
                FaultPoint.Pass("request.kept");
            }
        }
        finally
        {
            http.Response.Body = wire;
            if (!isKept)
            {
                await answers.Forget(caller, key, CancellationToken.None);
            }
        }

        answer.Position = 0;
        await answer.CopyToAsync(wire, http.RequestAborted);
    }

    static async Task Send(HttpContext http, KeptAnswer kept)
    {
        http.Response.StatusCode = kept.Status;
        http.Response.ContentType = kept.ContentType;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (kept.Location is not null)
        {
            http.Response.Headers.Location = kept.Location;
        }

        await http.Response.Body.WriteAsync(kept.Body, http.RequestAborted);
    }
}

static class IdempotencyExtensions
{
    /// <summary>Lets callers retry with an <c>Idempotency-Key</c>. Not for answers that show a secret: they are kept for a week.</summary>
    public static RouteHandlerBuilder WithIdempotency(this RouteHandlerBuilder route) => route.WithMetadata(new Idempotency.Mark());
}
