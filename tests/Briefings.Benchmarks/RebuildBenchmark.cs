using System.Security.Cryptography;
using System.Text.Json;
using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Benchmarks;

sealed record Total(int Count, int Amount);

sealed record Daily(int Count, int Amount, string[] Last);

/// <summary>Rebuilds of one document a stream and one a day against a bare read, fold and COPY of the same rows.</summary>
static class RebuildBenchmark
{
    const int LastItems = 200;

    internal sealed class Totals : KeyedProjection<Total>
    {
        public override string Name => "totals";

        public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Stream];

        public override Total Evolve(Total? document, RecordedEvent recorded) => Add(document, (BenchmarkMeasured)recorded.Body);

        public static Total Add(Total? before, BenchmarkMeasured measured) => new((before?.Count ?? 0) + 1, (before?.Amount ?? 0) + measured.Amount);
    }

    internal sealed class Days : KeyedProjection<Daily>
    {
        public override string Name => "days";

        public override IEnumerable<string> Keys(RecordedEvent recorded) => [Key((BenchmarkMeasured)recorded.Body)];

        public override Daily Evolve(Daily? document, RecordedEvent recorded) => Add(document, (BenchmarkMeasured)recorded.Body);

        public static string Key(BenchmarkMeasured measured) => "day-" + measured.Day.ToString("000", null);

        public static Daily Add(Daily? before, BenchmarkMeasured measured)
        {
            var last = before?.Last ?? [];
            return new((before?.Count ?? 0) + 1, (before?.Amount ?? 0) + measured.Amount, [.. last.AsSpan(last.Length < LastItems ? 0 : 1), measured.Article]);
        }
    }

    /// <summary>Totals whose fold takes some twenty microseconds, as one that reads texts does.</summary>
    sealed class Heavy : KeyedProjection<Total>
    {
        public override string Name => "heavy";

        public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Stream];

        public override Total Evolve(Total? document, RecordedEvent recorded)
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            for (var n = 0; n < 60; n++)
            {
                SHA256.HashData(recorded.Json.Span, digest);
            }

            return Totals.Add(document, (BenchmarkMeasured)recorded.Body);
        }
    }

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var rounds = small ? 1 : 3;
        var measured = new List<Measured>();

        // The second size beside the first shows whether cost grows with the log and not faster.
        foreach (var (streams, interleaved) in small ? [(100, false), (100, true)] : new[] { (10_000, false), (100_000, false), (100_000, true) })
        {
            var order = interleaved ? "interleaved" : "in_order";
            await using var database = await BenchmarkLog.Fresh(connection, $"rebuild_{streams}_{order}");
            var log = BenchmarkLog.Log(database);
            await log.Import(interleaved ? BenchmarkLog.Interleaved("stream", streams) : BenchmarkLog.Streams("stream", streams));
            await BenchmarkLog.Execute(database, "vacuum analyze");
            var registry = new ProjectionRegistry([new Totals(), new Days(), new Heavy()]);
            var projector = new Projector(database, log, registry, BenchmarkLog.Json);
            var events = streams * BenchmarkLog.EventsPerStream;
            measured.Add(await Measured.Rate(
                $"rebuild, {events:#,0} events, {streams:#,0} documents, streams {order.Replace('_', ' ')}",
                "events/s", rounds, events, _ => projector.Rebuild("totals"), round => Bare<Total>(database, $"totals_{round}", (stream, _) => stream, Totals.Add), "bare read, fold, COPY"));
            measured.Add(await Measured.Rate(
                $"rebuild, {events:#,0} events, 365 daily documents, streams {order.Replace('_', ' ')}",
                "events/s", rounds, events, _ => projector.Rebuild("days"), round => Bare<Daily>(database, $"days_{round}", (_, body) => Days.Key(body), Days.Add), "bare read, fold, COPY"));
            if (measured.Count > 2)
                continue;
            var (two, one) = (new Projector(database, log, registry, BenchmarkLog.Json, lanes: 2), new Projector(database, log, registry, BenchmarkLog.Json, lanes: 1));
            measured.Add(await Measured.Rate(
                $"rebuild, {events:#,0} events, {streams:#,0} documents, heavy folds by key, 2 at a time",
                "events/s", rounds, events, _ => two.Rebuild("heavy"), _ => one.Rebuild("heavy"), "1 at a time"));
        }

        return measured;
    }

    static async Task Bare<T>(NpgsqlDataSource database, string table, Func<string, BenchmarkMeasured, string> keyOf, Func<T?, BenchmarkMeasured, T> fold)
        where T : class
    {
        var documents = new Dictionary<string, T>(StringComparer.Ordinal);
        await BenchmarkLog.Execute(database, $"create table bare_{table} (key text collate \"C\" primary key, body json)");
        await using var connection = await database.OpenConnectionAsync();
        await using (var read = new NpgsqlCommand("select stream_id, body from briefings.events order by position", connection))
        await using (var reader = await read.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var body = JsonSerializer.Deserialize<BenchmarkMeasured>(await reader.GetFieldValueAsync<byte[]>(1), BenchmarkLog.Json)!;
                var key = keyOf(reader.GetInt32(0).ToString(null as IFormatProvider), body);
                documents[key] = fold(documents.GetValueOrDefault(key), body);
            }
        }

        await using var copy = await connection.BeginBinaryImportAsync($"copy bare_{table} (key, body) from stdin (format binary)");
        foreach (var (key, document) in documents)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(key);
            await copy.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document, BenchmarkLog.Json), NpgsqlDbType.Json);
        }

        await copy.CompleteAsync();
    }
}
