using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Webhooks;
using Briefings.Outbound;
using Npgsql;
using EventLog = Briefings.EventStore.EventLog;

namespace Briefings.Benchmarks;

/// <summary>
/// Deliveries of 1.5 kB to one loopback receiver, everything on this machine: the server, the program and the receiver. The
/// baseline is the usual outbox: one worker claims a row, posts it, and marks it, one transaction each, sixteen at once.
/// </summary>
static class WebhookBenchmark
{
    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var count = small ? 200 : 20_000;
        await using (await BenchmarkLog.Fresh(connection, "webhooks"))
        {
            // Made and migrated; the program opens it by itself.
        }

        var named = new NpgsqlConnectionStringBuilder(connection) { Database = "webhooks_benchmark" }.ConnectionString;
        await using var receiver = new LoopbackReceiver();
        var allowed = new OutboundOptions { Allowed = OutboundOptions.Parse("127.0.0.1/32", "benchmark") };
        await using var application = await BriefingsApplication.Open(named, TimeProvider.System, CancellationToken.None, outbound: allowed, dataFolder: Path.GetTempPath());
        await application.Webhooks.Subscriptions.Add(new WebhookRequest { Name = "bench", Url = receiver.Url, MaxConcurrency = 64 }, CancellationToken.None);
        using var stopping = new CancellationTokenSource();
        var running = application.Webhooks.Dispatcher().Run(stopping.Token);

        var waits = await Latencies(application, receiver, small ? 20 : 300);
        var before = receiver.Count;
        await Append(application.Log, count, "warm");
        await receiver.Until(before + count);
        await stopping.CancelAsync();
        await running;

        await Append(application.Log, count, "measured");
        using var again = new CancellationTokenSource();
        before = receiver.Count;
        var started = Stopwatch.GetTimestamp();
        var delivering = application.Webhooks.Dispatcher().Run(again.Token);
        await receiver.Until(before + count);
        var ours = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await again.CancelAsync();
        await delivering;
        var naive = await Naive(application.Database, receiver, small ? 100 : 2000);
        waits.Sort();
        return
        [
            new Measured("webhook deliveries, 1.5 kB, one receiver", "/s", ours, naive, "naive outbox", HigherIsBetter: true),
            new Measured("append to webhook received, idle, median", "ms", waits[waits.Count / 2], null, "", HigherIsBetter: false),
            new Measured("append to webhook received, idle, 99th percentile", "ms", waits[(int)(waits.Count * 0.99)], null, "", HigherIsBetter: false),
        ];
    }

    static async Task Append(EventLog log, int count, string prefix)
    {
        const int batch = 500;
        for (var from = 0; from < count; from += batch)
        {
            await log.Append([.. Enumerable.Range(from, Math.Min(batch, count - from)).Select(n => new StreamAppend($"{prefix}-{n}", ExpectedVersion.NoStream, [Event()]))]);
        }
    }

    static NewEvent Event() => new(Guid.NewGuid(), new ArticleRetracted { Reason = new string('x', 1250), RetractedOn = new(2026, 2, 2) });

    static async Task<List<double>> Latencies(BriefingsApplication application, LoopbackReceiver receiver, int count)
    {
        var waits = new List<double>();
        for (var n = 0; n < count + 20; n++)
        {
            var before = receiver.Count;
            var started = Stopwatch.GetTimestamp();
            await application.Log.Append($"latency-{n}", ExpectedVersion.NoStream, [Event()]);
            await receiver.Until(before + 1);
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(10);
        }

        // The first ones warm up.
        return waits[20..];
    }

    // language=sql
    const string Claim = "select id, body from naive_outbox where not sent order by id limit 1 for update skip locked";

    // language=sql
    const string Mark = "update naive_outbox set sent = true where id = $1";

    static async Task<double> Naive(NpgsqlDataSource database, LoopbackReceiver receiver, int count)
    {
        await BenchmarkLog.Execute(database, "create table naive_outbox (id bigint generated always as identity primary key, body bytea not null, sent boolean not null default false)");
        await BenchmarkLog.Execute(database, "create index on naive_outbox (id) where not sent");
        await BenchmarkLog.Execute(database, FormattableString.Invariant($"insert into naive_outbox (body) select convert_to(repeat('x', 1500), 'UTF8') from generate_series(1, {count})"));
        using var client = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Work()));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task Work()
        {
            while (true)
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await using var claim = new NpgsqlCommand(Claim, connection);
                (long Id, byte[] Body) row;
                await using (var reader = await claim.ExecuteReaderAsync())
                {
                    if (!await reader.ReadAsync())
                    {
                        return;
                    }

                    row = (reader.GetInt64(0), await reader.GetFieldValueAsync<byte[]>(1));
                }

                using var content = new ByteArrayContent(row.Body);
                using var answer = await client.PostAsync(new Uri(receiver.Url), content);
                await using var mark = new NpgsqlCommand(Mark, connection) { Parameters = { new() { Value = row.Id } } };
                await mark.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
            }
        }
    }
}

/// <summary>The smallest receiver: reads requests with a length, answers 200, and counts.</summary>
sealed class LoopbackReceiver : IAsyncDisposable
{
    static readonly byte[] Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly Task serving;
    int count;

    public LoopbackReceiver()
    {
        listener.Start(512);
        serving = Serve();
    }

    public int Count => Volatile.Read(ref count);

    public string Url => FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook");

    public async Task Until(int wanted)
    {
        while (Count < wanted)
        {
            await Task.Delay(1, stopping.Token);
        }
    }

    async Task Serve()
    {
        try
        {
            while (true)
            {
                _ = Talk(await listener.AcceptSocketAsync(stopping.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    async Task Talk(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[64 << 10];
            var filled = 0;
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(filled), stopping.Token) is > 0 and var read)
                {
                    filled += read;
                    while (Whole(buffer.AsSpan(0, filled)) is { } length)
                    {
                        buffer.AsSpan(length, filled - length).CopyTo(buffer);
                        filled -= length;
                        Interlocked.Increment(ref count);
                        await socket.SendAsync(Ok, stopping.Token);
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The other side went away.
            }
        }
    }

    /// <summary>The length of the first request, or <c>null</c> while it is not whole.</summary>
    static int? Whole(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var length = bytes[..head].IndexOf("Content-Length: "u8) is >= 0 and var at ? Number(bytes[(at + 16)..head]) : 0;
        return bytes.Length >= head + 4 + length ? head + 4 + length : null;
    }

    static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        for (var i = 0; i < digits.Length && digits[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            number = (number * 10) + digits[i] - '0';
        }

        return number;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await serving;
        stopping.Dispose();
    }
}
