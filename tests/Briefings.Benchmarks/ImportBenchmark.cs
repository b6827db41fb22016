using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Benchmarks;

/// <summary>Imports of streams of ten against a bare COPY of such rows, and the bytes they come to.</summary>
static class ImportBenchmark
{
    const int RowsPerCopy = 5000;

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var (rounds, streams) = small ? (1, 100) : (3, 10_000);
        var events = streams * BenchmarkLog.EventsPerStream;
        await using var database = await BenchmarkLog.Fresh(connection, "import");
        await BenchmarkLog.Execute(database, BareTable);
        var log = BenchmarkLog.Log(database);
        var rate = await Measured.Rate(
            $"import, {events:#,0} events",
            "events/s",
            rounds,
            events,
            round => log.Import(BenchmarkLog.Streams($"import-{round}", streams)),
            _ => Bare(database, events),
            "bare COPY");
        return
        [
            rate,
            new Measured("bytes an event, tables and indexes", "B", await BenchmarkLog.Number(database, BytesPerEvent), await BenchmarkLog.Number(database, BytesOfBody), "its body alone", HigherIsBetter: false),
            await InTurns(connection, streams / 5),
        ];
    }

    /// <summary>Streams that all grow all the time, one event a commit each by turns: the worst there is for the index of streams.</summary>
    static async Task<Measured> InTurns(string connection, int streams)
    {
        await using var database = await BenchmarkLog.Fresh(connection, "turns");
        var log = BenchmarkLog.Log(database);
        for (var turn = 0; turn < BenchmarkLog.EventsPerStream; turn++)
        {
            for (var n = 0; n < streams; n++)
            {
                await log.Append($"turns-{n}", turn, BenchmarkLog.Events(n, 1));
            }
        }

        return new("bytes an event, streams that grow by turns", "B", await BenchmarkLog.Number(database, BytesPerEvent), await BenchmarkLog.Number(database, BytesOfBody), "its body alone", HigherIsBetter: false);
    }

    // language=sql
    const string BareTable = """
        create table bare_events (position bigint generated always as identity primary key, stream bigint, version bigint, id uuid, type integer, recorded_at timestamptz default now(), body json, unique (stream, version))
        """;

    // language=sql
    internal const string BytesPerEvent = """
        select ((select sum(pg_total_relation_size(relid)) from pg_partition_tree('briefings.events')) + pg_total_relation_size('briefings.streams'))::float8 / count(*) from briefings.events
        """;

    // language=sql
    const string BytesOfBody = "select avg(octet_length(body::text))::float8 from briefings.events";

    // language=sql
    const string BareCopy = "copy bare_events (stream, version, id, type, body) from stdin (format binary)";

    static long streams;

    static async Task Bare(NpgsqlDataSource database, int events)
    {
        await using var connection = await database.OpenConnectionAsync();
        for (var row = 0; row < events;)
        {
            await using var copy = await connection.BeginBinaryImportAsync(BareCopy);
            for (var end = Math.Min(events, row + RowsPerCopy); row < end; row++)
            {
                if (row % BenchmarkLog.EventsPerStream == 0)
                {
                    streams++;
                }

                await copy.StartRowAsync();
                await copy.WriteAsync(streams, NpgsqlDbType.Bigint);
                await copy.WriteAsync((long)(row % BenchmarkLog.EventsPerStream), NpgsqlDbType.Bigint);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await copy.WriteAsync(1, NpgsqlDbType.Integer);
                await copy.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(BenchmarkLog.Body(row), BenchmarkLog.Json), NpgsqlDbType.Json);
            }

            await copy.CompleteAsync();
        }
    }
}
