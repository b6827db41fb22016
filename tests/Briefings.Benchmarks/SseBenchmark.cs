using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.Host.Http;
using Briefings.Keys;
using Npgsql;

namespace Briefings.Benchmarks;

/// <summary>From the call of an append to the sight of its event by a reader of the live stream, and what an idle reader costs.</summary>
static class SseBenchmark
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var (appends, idle) = small ? (30, 20) : (1_500, 500);
        await using (await BenchmarkLog.Fresh(connection, "sse"))
        {
        }

        var own = new NpgsqlConnectionStringBuilder(connection) { Database = "sse_benchmark" }.ConnectionString;
        await using var application = await BriefingsApplication.Open(own, TimeProvider.System, CancellationToken.None);
        await using var web = WebHost.Build(application, new ServeOptions(["http://127.0.0.1:0"], []) { RequestsPerSecond = 0 }, TimeProvider.System);
        await web.StartAsync(CancellationToken.None);
        var server = new Uri(web.Urls.First());
        var (token, _) = await application.Keys.Create("benchmark", [Scope.Read], null, "benchmark", CancellationToken.None);
        var kilobytes = await IdleReaders(server, token.ToString(), idle);
        var ours = await Streamed(application, server, token.ToString(), appends);
        var bare = await Notified(own, appends);
        await web.StopAsync(CancellationToken.None);
        return
        [
            new Measured("append to SSE event, 100 events/s, median", "ms", At(ours, 0.5), At(bare, 0.5), "bare insert to NOTIFY", HigherIsBetter: false),
            new Measured("append to SSE event, 100 events/s, 99th percentile", "ms", At(ours, 0.99), At(bare, 0.99), "bare insert to NOTIFY", HigherIsBetter: false),
            new Measured($"memory of an idle SSE reader, {idle} of them, both ends", "kB", kilobytes, null, "", HigherIsBetter: false),
        ];
    }

    static double At(IReadOnlyCollection<double> waits, double share)
    {
        // The first ones warm up.
        var sorted = waits.Skip(waits.Count / 10).Order().ToList();
        return sorted[(int)(sorted.Count * share)];
    }

    static async Task<IReadOnlyCollection<double>> Streamed(BriefingsApplication application, Uri server, string key, int appends)
    {
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var stream = new StreamReader(await client.GetStreamAsync("/api/v1/events/stream"));
        while (await stream.ReadLineAsync() != "event: caught-up")
        {
        }

        var seen = new ConcurrentDictionary<string, TaskCompletionSource<long>>(StringComparer.Ordinal);
        var reading = Task.Run(async () =>
        {
            while (await stream.ReadLineAsync() is { } line)
            {
                // The stream's name follows the cursor early in the line.
                if (line.StartsWith("data: ", StringComparison.Ordinal) && line.IndexOf("\"stream\":\"", StringComparison.Ordinal) is var at and > 0)
                {
                    var name = line[(at + 10)..line.IndexOf('"', at + 10)];
                    seen.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(Stopwatch.GetTimestamp());
                }
            }
        });
        using var pace = new PeriodicTimer(Pace);
        var waits = new List<double>();
        for (var n = 0; n < appends; n++)
        {
            await pace.WaitForNextTickAsync();
            var name = $"article-{n:x16}";
            var arrival = seen.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
            var started = Stopwatch.GetTimestamp();
            await application.Log.Append(name, ExpectedVersion.NoStream, [new NewEvent(Guid.NewGuid(), application.NewsEvents.Create(name, 1, Reported(name)))]);
            waits.Add(Stopwatch.GetElapsedTime(started, await arrival.Task).TotalMilliseconds);
        }

        stream.Close();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return waits;
    }

    static ReportedEvent Reported(string article)
    {
        var actor = new Actor("the ministry", "Ministry of Foreign Affairs", "ministry-of-foreign-affairs", "COLGOV", "COL", "GOV");
        return new ReportedEvent
        {
            Type = "MeetingHeld",
            Root = "CONSULT",
            Quad = 1,
            Source = [actor],
            Target = [actor with { Text = "the commission", Name = "European Commission", Id = "european-commission", Code = "IGOEUR" }],
            When = When.Unknown,
            Modality = Modality.Happened,
            Confidence = 0.9,
            Rule = "MeetingHeld:1",
            Intensity = 1,
            Cluster = "meeting ministry commission",
            Evidence = new Evidence(article, 0, 0, 46, "The ministry met the commission in Brussels on Tuesday."),
        };
    }

    /// <summary>What PostgreSQL itself takes from the call of an insert that notifies to the notification.</summary>
    static async Task<IReadOnlyCollection<double>> Notified(string connection, int inserts)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await BenchmarkLog.Execute(database, "create table bare_events (id bigint generated always as identity primary key, body text not null)");
        await using var listener = await database.OpenConnectionAsync();
        await using (var listen = new NpgsqlCommand("listen bare", listener))
        {
            await listen.ExecuteNonQueryAsync();
        }

        using var pace = new PeriodicTimer(Pace);
        var (waits, body) = (new List<double>(), new string('x', 1_000));
        for (var n = 0; n < inserts; n++)
        {
            await pace.WaitForNextTickAsync();
            var started = Stopwatch.GetTimestamp();
            var notified = listener.WaitAsync();
            await using var insert = database.CreateCommand("with added as (insert into bare_events (body) values ($1) returning id) select pg_notify('bare', id::text) from added");
            insert.Parameters.Add(new() { Value = body });
            await insert.ExecuteNonQueryAsync();
            await notified;
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return waits;
    }

    /// <summary>Resident memory a reader adds to a process that holds both its ends, in kilobytes.</summary>
    static async Task<double> IdleReaders(Uri server, string key, int count)
    {
        var readers = new List<TcpClient>();
        try
        {
            // One of them pays for what all share.
            readers.Add(await Idle(server, key));
            var before = Resident();
            for (var n = 0; n < count; n++)
            {
                readers.Add(await Idle(server, key));
            }

            return (Resident() - before) / (double)count / 1024;
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    static async Task<TcpClient> Idle(Uri server, string key)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /api/v1/events/stream HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {key}\r\n\r\n"));
        var (buffer, text) = (new byte[4096], "");
        while (!text.Contains("event: caught-up", StringComparison.Ordinal))
        {
            var read = await client.GetStream().ReadAsync(buffer);
            text += read > 0 ? Encoding.ASCII.GetString(buffer, 0, read) : throw new IOException($"Expected a live stream, found: {text}");
        }

        return client;
    }

    static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
