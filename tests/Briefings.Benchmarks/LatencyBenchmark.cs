using System.Diagnostics;
using Briefings.EventStore;

namespace Briefings.Benchmarks;

/// <summary>From the call of an append to the sight of its event in an asynchronous projection, at 100 events a second.</summary>
static class LatencyBenchmark
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var appends = small ? 30 : 1500;
        await using var database = await BenchmarkLog.Fresh(connection, "latency");
        var log = BenchmarkLog.Log(database);
        var registry = new ProjectionRegistry([new RebuildBenchmark.Totals()]);
        var documents = new Documents(database, registry, BenchmarkLog.Json);
        using var running = new CancellationTokenSource();
        var run = new Projector(database, log, registry, BenchmarkLog.Json).Run(running.Token);
        using var pace = new PeriodicTimer(Pace);
        var waits = new List<double>();
        for (var n = 0; n < appends; n++)
        {
            await pace.WaitForNextTickAsync(running.Token);
            var started = Stopwatch.GetTimestamp();
            await log.Append($"stream-{n}", ExpectedVersion.NoStream, BenchmarkLog.Events(n, 1), cancellation: running.Token);
            while (await documents.Load<Total>("totals", $"stream-{n}", running.Token) is null)
            {
            }

            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        await running.CancelAsync();
        await run;

        // The first ones make the table and warm up.
        var sorted = waits.Skip(appends / 10).Order().ToList();
        return
        [
            new Measured("append to projection, 100 events/s, median", "ms", sorted[sorted.Count / 2], null, "", HigherIsBetter: false),
            new Measured("append to projection, 100 events/s, 99th percentile", "ms", sorted[(int)(sorted.Count * 0.99)], null, "", HigherIsBetter: false),
        ];
    }
}
