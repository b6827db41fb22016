using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Briefings.Tests.Webhooks;

/// <summary>One request as it came.</summary>
sealed record Received(string Id, string Timestamp, string Signatures, byte[] Body, IReadOnlyDictionary<string, string> Headers, int Attempt, DateTimeOffset At)
{
    public long Position => JsonDocument.Parse(Body).RootElement.GetProperty("data").TryGetProperty("position", out var position) ? position.GetInt64() : 0;

    public string Type => JsonDocument.Parse(Body).RootElement.GetProperty("type").GetString() ?? "";
}

/// <summary>An endpoint on loopback that answers as a test says and remembers what it got.</summary>
sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication web;
    readonly ConcurrentDictionary<string, int> attempts = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<Received> received = new();
    readonly SemaphoreSlim arrived = new(0);
    int underWay, most;

    Receiver(Func<Received, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        web = builder.Build();
        web.Run(async http =>
        {
            var now = Interlocked.Increment(ref underWay);
            most = Math.Max(most, now);
            try
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body, http.RequestAborted);
                var id = http.Request.Headers["webhook-id"].ToString();
                var one = new Received(
                    id, http.Request.Headers["webhook-timestamp"].ToString(), http.Request.Headers["webhook-signature"].ToString(), body.ToArray(),
                    http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), attempts.AddOrUpdate(id, 1, (_, n) => n + 1), DateTimeOffset.UtcNow);
                await answer(one, http);
                received.Enqueue(one);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
                arrived.Release();
            }
        });
    }

    /// <param name="answer">Sets the status and whatever else; 200 by default.</param>
    public static async Task<Receiver> Start(Func<Received, HttpContext, Task>? answer = null)
    {
        var receiver = new Receiver(answer ?? ((_, _) => Task.CompletedTask));
        await receiver.web.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Answers with a status by attempt, from 1.</summary>
    public static Task<Receiver> Answering(Func<Received, int> status) => Start((one, http) =>
    {
        http.Response.StatusCode = status(one);
        return Task.CompletedTask;
    });

    public string Url => web.Urls.First() + "/hook";

    public IReadOnlyList<Received> All => [.. received];

    public int MostAtOnce => most;

    /// <summary>Waits until what was received meets a condition.</summary>
    public async Task<IReadOnlyList<Received>> Until(Func<IReadOnlyList<Received>, bool> isMet)
    {
        while (!isMet(All))
        {
            await arrived.WaitAsync(TestContext.Current.CancellationToken);
        }

        return All;
    }

    public Task<IReadOnlyList<Received>> Until(int count) => Until(all => all.Count >= count);

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        arrived.Dispose();
    }
}
