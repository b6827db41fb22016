using System.Net;
using System.Text.Json;
using Xunit;

namespace Briefings.Tests.Http;

/// <summary>One server-sent event.</summary>
public sealed record SseEvent(string? Id, string Event, JsonElement Data)
{
    public long Position => Data.GetProperty("position").GetInt64();
}

/// <summary>Reads a live stream as a browser would.</summary>
public sealed class SseReader(HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SseReader> Open(HttpClient client, string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new SseReader(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation)));
    }

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The next event that carries data.</summary>
    public Task<SseEvent> Next() => Read().WaitAsync(Patience, Cancellation);

    async Task<SseEvent> Read()
    {
        var (id, name, data) = ((string?)null, "message", "");
        while (await lines.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return new SseEvent(id, name, JsonSerializer.Deserialize<JsonElement>(data));
            }

            (id, name, data) = line.Split(": ", 2) switch
            {
                ["id", var value] => (value, name, data),
                ["event", var value] => (id, value, data),
                ["data", var value] => (id, name, data + value),
                _ => (id, name, data),
            };
        }

        throw new EndOfStreamException("Expected an event, found the end of the stream.");
    }

    public async Task ToEnd()
    {
        while (true)
        {
            await Next();
        }
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
