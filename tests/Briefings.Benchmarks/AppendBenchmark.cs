using System.Text.Json;
using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Benchmarks;

/// <summary>Appends of ten events a commit against the least that Npgsql and PostgreSQL need for such rows.</summary>
static class AppendBenchmark
{
    const int EventsPerCommit = BenchmarkLog.EventsPerStream;

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var (rounds, commits) = small ? (1, 20) : (7, 1000);
        await using var database = await BenchmarkLog.Fresh(connection, "append");
        await BenchmarkLog.Execute(database, BareTables);
        var log = BenchmarkLog.Log(database);
        var measured = new List<Measured>();
        foreach (var writers in new[] { 1, 8 })
        {
            measured.Add(await Measured.Rate(
                $"append, {EventsPerCommit} events a commit, {writers} {(writers == 1 ? "writer" : "writers")}",
                "events/s",
                rounds,
                commits * EventsPerCommit,
                round => Writers(writers, commits, n => log.Append($"stream-{writers}-{round}-{n}", ExpectedVersion.NoStream, BenchmarkLog.Events(n))),
                round => Writers(writers, commits, n => Bare(database, $"bare-{writers}-{round}-{n}", n)),
                "bare insert"));
        }

        measured.AddRange(await BesideOlder(connection, small));
        return measured;
    }

    /// <summary>Positions of one partition, as in partition_span.</summary>
    const long Span = 50_000_000;

    /// <summary>Appends to logs with older partitions, in which each id is looked for, against one without, by turns.</summary>
    static async Task<IReadOnlyList<Measured>> BesideOlder(string connection, bool small)
    {
        var (rounds, commits, events) = small ? (1, 20, 100) : (5, 500, 1_000_000);
        await using var alone = await BenchmarkLog.Fresh(connection, "append_alone");
        await using var beside = await BenchmarkLog.Fresh(connection, "append_beside");
        var (ours, baseline) = (BenchmarkLog.Log(beside), BenchmarkLog.Log(alone));
        await baseline.Import(BenchmarkLog.Streams("old", events / EventsPerCommit));
        var measured = new List<Measured>();
        for (var (older, wanted) = (0, 1); wanted <= 4; wanted *= 2)
        {
            for (; older < wanted; older++)
            {
                await ours.Import(BenchmarkLog.Streams($"old-{older}", events / EventsPerCommit));
                await BenchmarkLog.Execute(beside, FormattableString.Invariant($"select setval('briefings.event_positions', {(older + 1) * Span})"));
                await ours.MakePartitions();
            }

            await BenchmarkLog.Execute(beside, "vacuum analyze");
            await BenchmarkLog.Execute(alone, "vacuum analyze");
            measured.Add(await Measured.Rate(
                $"append beside {wanted} older {(wanted == 1 ? "partition" : "partitions")} of {events:#,0} events, 1 writer",
                "events/s",
                rounds,
                commits * EventsPerCommit,
                round => Writers(1, commits, n => ours.Append($"stream-{wanted}-{round}-{n}", ExpectedVersion.NoStream, BenchmarkLog.Events(n))),
                round => Writers(1, commits, n => baseline.Append($"stream-{wanted}-{round}-{n}", ExpectedVersion.NoStream, BenchmarkLog.Events(n))),
                "no older partition"));
        }

        return measured;
    }

    static Task Writers(int writers, int commits, Func<int, Task> append) => Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
    {
        for (var n = writer; n < commits; n += writers)
        {
            await append(n);
        }
    }));

    // What a log cannot do without: streams with versions, events found by position and by stream.
    // language=sql
    const string BareTables = """
        create table bare_streams (id bigint generated always as identity primary key, name text unique, version bigint);
        create table bare_events (position bigint generated always as identity primary key, stream bigint, version bigint, id uuid, type integer, recorded_at timestamptz default now(), body json, unique (stream, version));
        """;

    // language=sql
    const string BareStream = "insert into bare_streams (name, version) values ($1, $2)";

    // language=sql
    const string BareEvents = """
        insert into bare_events (stream, version, id, type, body)
        select s.id, u.version, u.id, 1, u.body from bare_streams s, unnest($2::bigint[], $3::uuid[], $4::json[]) u(version, id, body) where s.name = $1
        """;

    static async Task Bare(NpgsqlDataSource database, string stream, int n)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(BareStream) { Parameters = { new() { Value = stream }, new() { Value = (long)EventsPerCommit } } });
        batch.BatchCommands.Add(new(BareEvents)
        {
            Parameters =
            {
                new() { Value = stream },
                new() { Value = Enumerable.Range(1, EventsPerCommit).Select(i => (long)i).ToArray() },
                new() { Value = Enumerable.Range(0, EventsPerCommit).Select(_ => Guid.NewGuid()).ToArray() },
                new()
                {
                    Value = Enumerable.Range(n, EventsPerCommit).Select(i => JsonSerializer.SerializeToUtf8Bytes(BenchmarkLog.Body(i), BenchmarkLog.Json)).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json,
                },
            },
        });
        await batch.ExecuteNonQueryAsync();
    }
}
