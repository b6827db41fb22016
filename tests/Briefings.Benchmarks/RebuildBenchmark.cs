using System.Text.Json;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Benchmarks;

/// <summary>A rebuild of one document a stream against a bare read, fold and COPY of the same rows.</summary>
static class RebuildBenchmark
{
    const int EventsPerStream = 10;

    sealed record Total(int Count, int Amount);

    sealed class Totals : KeyedProjection<Total>
    {
        public override string Name => "totals";

        public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Stream];

        public override Total Evolve(Total? document, RecordedEvent recorded) =>
            new((document?.Count ?? 0) + 1, (document?.Amount ?? 0) + ((BenchmarkMeasured)recorded.Body).Amount);
    }

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var (rounds, streams) = small ? (1, 100) : (3, 10_000);
        await using var database = await AppendBenchmark.Fresh(connection, "rebuild");
        var log = AppendBenchmark.Log(database);
        await log.Import(Streams(streams));
        var projector = new Projector(database, log, new ProjectionRegistry([new Totals()]), JsonSerializerOptions.Web);
        return
        [
            await Measured.Rate(
                $"rebuild, {streams * EventsPerStream:#,0} events, {streams:#,0} documents",
                "events/s",
                rounds,
                streams * EventsPerStream,
                _ => projector.Rebuild("totals"),
                round => Bare(database, round),
                "bare read, fold, COPY"),
        ];
    }

    static async IAsyncEnumerable<StreamAppend> Streams(int count)
    {
        for (var n = 0; n < count; n++)
        {
            yield return new StreamAppend($"stream-{n}", ExpectedVersion.NoStream, AppendBenchmark.Events(EventsPerStream));
        }

        await Task.CompletedTask;
    }

    static async Task Bare(NpgsqlDataSource database, int round)
    {
        var totals = new Dictionary<long, Total>();
        await using var connection = await database.OpenConnectionAsync();
        await using (var read = new NpgsqlCommand("select stream_id, body from briefings.events order by position", connection))
        await using (var reader = await read.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var stream = reader.GetInt64(0);
                var amount = JsonSerializer.Deserialize<BenchmarkMeasured>(await reader.GetFieldValueAsync<byte[]>(1), JsonSerializerOptions.Web)?.Amount ?? 0;
                var before = totals.GetValueOrDefault(stream) ?? new Total(0, 0);
                totals[stream] = new Total(before.Count + 1, before.Amount + amount);
            }
        }

#pragma warning disable CA2100 // The number is a round's.
        await using (var make = new NpgsqlCommand($"create table bare_{round} (key bigint primary key, body json)", connection))
#pragma warning restore CA2100
        {
            await make.ExecuteNonQueryAsync();
        }

        await using var copy = await connection.BeginBinaryImportAsync($"copy bare_{round} (key, body) from stdin (format binary)");
        foreach (var (key, total) in totals)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(key);
            await copy.WriteAsync(JsonSerializer.Serialize(total, JsonSerializerOptions.Web), NpgsqlTypes.NpgsqlDbType.Json);
        }

        await copy.CompleteAsync();
    }
}
