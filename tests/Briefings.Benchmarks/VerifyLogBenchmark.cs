using Briefings.EventStore;
using Npgsql;

namespace Briefings.Benchmarks;

/// <summary>The hash chain of a whole log computed anew, against a bare read of the same rows.</summary>
static class VerifyLogBenchmark
{
    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var (rounds, events) = small ? (1, 2_000) : (3, 1_000_000);
        await using var database = await BenchmarkLog.Fresh(connection, "verify_log");
        var log = BenchmarkLog.Log(database);
        await log.Import(BenchmarkLog.Streams("verified", events / BenchmarkLog.EventsPerStream));
        await log.ChainHead(await log.Settle());
        await BenchmarkLog.Execute(database, "vacuum analyze");
        var early = await log.ReadAll(events / 10, (events / 10) + 10).FirstAsync();
        return
        [
            await PositionAt(database, log, early.RecordedAt, rounds, events),
            await Measured.Rate(FormattableString.Invariant($"verify-log, {events:#,0} events"), "events/s", rounds, events, _ => Verify(), _ => Bare(database), "bare read"),
        ];

        async Task Verify()
        {
            if (await log.VerifyChain() is { FirstBroken: { } broken })
            {
                throw new InvalidOperationException(FormattableString.Invariant($"Expected a whole log, found it broken at position {broken}."));
            }
        }
    }

    /// <summary>What was known at a time long past, against the look back from the end of the log that defines the answer.</summary>
    static async Task<Measured> PositionAt(NpgsqlDataSource database, EventLog log, DateTimeOffset instant, int rounds, int events)
    {
        const int Calls = 10;
        var rate = await Measured.Rate("", "", rounds, Calls, _ => Times(async () => await log.PositionAt(instant)), _ => Times(() => Defined(database, instant)), "");
        return new(FormattableString.Invariant($"position at a time, nine tenths back in {events:#,0} events"), "ms", 1000 / rate.Ours, 1000 / rate.Baseline, "by definition", HigherIsBetter: false);

        static async Task Times(Func<Task> call)
        {
            for (var n = 0; n < Calls; n++)
            {
                await call();
            }
        }
    }

    // language=sql
    const string Definition = "select position from briefings.events where recorded_at <= $1 order by position desc limit 1";

    static async Task Defined(NpgsqlDataSource database, DateTimeOffset instant)
    {
        await using var command = database.CreateCommand(Definition);
        command.Parameters.Add(new() { Value = instant.UtcDateTime });
        await command.ExecuteScalarAsync();
    }

    // language=sql
    const string EveryRow = "select position, stream_id, version, id, type_id, body, metadata, recorded_at from briefings.events order by position";

    static async Task Bare(NpgsqlDataSource database)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(EveryRow));
        await using var reader = await batch.ExecuteReaderAsync();
        var (bytes, body) = (0L, new byte[4096]);
        while (await reader.ReadAsync())
        {
            bytes += reader.GetBytes(5, 0, body, 0, body.Length) + reader.GetInt64(0) + reader.GetInt32(1) + reader.GetInt32(2) + reader.GetInt32(4)
                + reader.GetGuid(3).Variant + reader.GetDateTime(7).Ticks;
        }
    }
}
