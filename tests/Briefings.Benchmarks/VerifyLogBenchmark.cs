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
        return
        [
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
