using System.Diagnostics;
using System.Text.Json;
using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;
using EventLog = Briefings.EventStore.EventLog;

namespace Briefings.Benchmarks;

/// <summary>From the call of an append to the sight of its event in an asynchronous projection, at 100 events a second.</summary>
static class LatencyBenchmark
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var appends = small ? 30 : 1500;
        await using var database = await BenchmarkLog.Fresh(connection, "latency");
        await BenchmarkLog.Execute(database, "create table bare (id integer primary key, body json)");
        var log = BenchmarkLog.Log(database);
        var registry = new ProjectionRegistry([new RebuildBenchmark.Totals()]);
        var documents = new Documents(database, registry, BenchmarkLog.Json);
        using var running = new CancellationTokenSource();
        var run = new Projector(database, log, registry, BenchmarkLog.Json).Run(running.Token);
        using var pace = new PeriodicTimer(Pace);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var n = 0; n < appends; n++)
        {
            await pace.WaitForNextTickAsync(running.Token);
            ours.Add(await Milliseconds(() => Projected(log, documents, n)));

            // By turns, so that a disk that is slow for a moment meets both alike.
            await pace.WaitForNextTickAsync(running.Token);
            bare.Add(await Milliseconds(() => Committed(database, n)));
        }

        await running.CancelAsync();
        await run;
        return [At(0.5, "median"), At(0.99, "99th percentile")];

        Measured At(double quantile, string name) => new(
            $"append to projection, 100 events/s, {name}", "ms", Quantile(ours, quantile), Quantile(bare, quantile), "bare commit and read", HigherIsBetter: false);
    }

    static async Task Projected(EventLog log, Documents documents, int n)
    {
        await log.Append($"stream-{n}", ExpectedVersion.NoStream, BenchmarkLog.Events(n, 1));
        while (await documents.Load<Total>("totals", $"stream-{n}") is null)
        {
        }
    }

    // language=sql
    const string BareInsert = "insert into bare (id, body) values ($1, $2)";

    // language=sql
    const string BareRead = "select body from bare where id = $1";

    /// <summary>The least that one commit on the disk and one read of it take.</summary>
    static async Task Committed(NpgsqlDataSource database, int n)
    {
        await using (var insert = database.CreateCommand(BareInsert))
        {
            insert.Parameters.Add(new() { Value = n });
            insert.Parameters.Add(new() { Value = JsonSerializer.SerializeToUtf8Bytes(BenchmarkLog.Body(n), BenchmarkLog.Json), NpgsqlDbType = NpgsqlDbType.Json });
            await insert.ExecuteNonQueryAsync();
        }

        await using var read = database.CreateCommand(BareRead);
        read.Parameters.Add(new() { Value = n });
        await read.ExecuteScalarAsync();
    }

    static async Task<double> Milliseconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    // The first ones make the table and warm up.
    static double Quantile(List<double> waits, double quantile)
    {
        var sorted = waits.Skip(waits.Count / 10).Order().ToList();
        return sorted[(int)(sorted.Count * quantile)];
    }
}
