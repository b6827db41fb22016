using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Benchmarks;

/// <summary>What a rebuild in a process of its own took.</summary>
/// <param name="PeakBytes">Peak resident memory of the process, runtime included.</param>
sealed record RebuildRun(double Seconds, long PeakBytes);

/// <summary>
/// The same work on logs of growing size: import, append, bytes and rebuilds. The baseline is the smallest of them, so a
/// share of 1.00 says that cost grows with the log and not faster.
/// </summary>
static class GrowthBenchmark
{
    const int Commits = 500;

    static readonly int[] Sizes = [100_000, 1_000_000, 10_000_000];

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small, int? largest)
    {
        var first = new Dictionary<string, double>(StringComparer.Ordinal);
        var measured = new List<Measured>();
        var sizes = small ? [1_000, 10_000] : largest is { } wanted ? [.. Sizes.Where(s => s < wanted), wanted] : Sizes[..2];
        foreach (var events in sizes)
        {
            await foreach (var (what, unit, value, higherIsBetter) in Size(connection, events, small ? 20 : Commits))
            {
                var smallest = first.TryAdd(what, value) ? (double?)null : first[what];
                measured.Add(new(FormattableString.Invariant($"growth, {events:#,0} events: {what}"), unit, value, smallest, "smallest size", higherIsBetter));
            }
        }

        return measured;
    }

    static async IAsyncEnumerable<(string What, string Unit, double Value, bool HigherIsBetter)> Size(string connection, int events, int commits)
    {
        var name = FormattableString.Invariant($"growth_{events}");
        await using var database = await BenchmarkLog.Fresh(connection, name);
        var log = BenchmarkLog.Log(database);
        var started = Stopwatch.GetTimestamp();
        await log.Import(BenchmarkLog.Streams("stream", events / BenchmarkLog.EventsPerStream));
        yield return ("import", "events/s", events / Stopwatch.GetElapsedTime(started).TotalSeconds, true);
        yield return ("bytes an event, tables and indexes", "B", await BenchmarkLog.Number(database, ImportBenchmark.BytesPerEvent), false);

        await BenchmarkLog.Execute(database, "vacuum analyze");
        await BenchmarkLog.Execute(database, "checkpoint");
        started = Stopwatch.GetTimestamp();
        for (var n = 0; n < commits; n++)
        {
            await log.Append($"late-{n}", ExpectedVersion.NoStream, BenchmarkLog.Events(n));
        }

        yield return ("append, 10 events a commit, 1 writer", "events/s", commits * BenchmarkLog.EventsPerStream / Stopwatch.GetElapsedTime(started).TotalSeconds, true);
        foreach (var projection in (string[])["totals", "days"])
        {
            // The first one makes the table and warms up the disk.
            await InItsOwnProcess(connection, name, projection);
            var run = await InItsOwnProcess(connection, name, projection);
            yield return ($"rebuild of {projection}", "events/s", events / run.Seconds, true);
            yield return ($"rebuild of {projection}, peak resident memory of its process", "MB", run.PeakBytes / 1e6, false);
        }

        NpgsqlConnection.ClearPool(database.CreateConnection());
    }

    /// <summary>What the child process does: one rebuild, its figures as JSON on standard output.</summary>
    public static async Task<int> Rebuild(string connection, string projection)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        var registry = new ProjectionRegistry([new RebuildBenchmark.Totals(), new RebuildBenchmark.Days()]);
        var projector = new Projector(database, BenchmarkLog.Log(database), registry, BenchmarkLog.Json);
        var started = Stopwatch.GetTimestamp();
        await projector.Rebuild(projection);
        var run = new RebuildRun(Stopwatch.GetElapsedTime(started).TotalSeconds, Process.GetCurrentProcess().PeakWorkingSet64);
        Console.WriteLine(JsonSerializer.Serialize(run, BenchmarkJson.Default.RebuildRun));
        return 0;
    }

    static async Task<RebuildRun> InItsOwnProcess(string connection, string name, string projection)
    {
        var to = new NpgsqlConnectionStringBuilder(connection) { Database = $"{name}_benchmark", MaxAutoPrepare = 30, NoResetOnClose = true }.ConnectionString;
        var self = Environment.ProcessPath ?? throw new InvalidOperationException("Expected the path of this program.");
        string[] program = Path.GetFileNameWithoutExtension(self) is "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        using var process = Process.Start(new ProcessStartInfo(self, [.. program, "rebuild-once", to, projection]) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The rebuild did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && JsonSerializer.Deserialize(output, BenchmarkJson.Default.RebuildRun) is { } run
            ? run
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The rebuild ended with {process.ExitCode}."));
    }
}
