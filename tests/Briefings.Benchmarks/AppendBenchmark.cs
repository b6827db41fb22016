using System.Text.Json;
using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Benchmarks;

[EventType("benchmark-measured")]
sealed record BenchmarkMeasured(string Text, int Amount) : IEvent;

/// <summary>Appends of ten events a commit against the least that PostgreSQL needs for the same rows.</summary>
static class AppendBenchmark
{
    const int EventsPerCommit = 10;

    // About 400 bytes of JSON, as a news event has.
    static readonly string Text = new('x', 370);

    public static async Task<IReadOnlyList<Measured>> Run(string connection, bool small)
    {
        var (rounds, commits) = small ? (1, 20) : (5, 500);
        await using var database = await Fresh(connection, "append");
        var log = Log(database);
        await using (var make = database.CreateCommand("create table bare (position bigint generated always as identity primary key, stream text, version bigint, id uuid, body json, unique (stream, version))"))
        {
            await make.ExecuteNonQueryAsync();
        }

        var measured = new List<Measured>();
        foreach (var writers in new[] { 1, 8 })
        {
            measured.Add(await Measured.Rate(
                $"append, {EventsPerCommit} events a commit, {writers} {(writers == 1 ? "writer" : "writers")}",
                "events/s",
                rounds,
                commits * EventsPerCommit,
                round => Writers(writers, commits, n => log.Append($"stream-{writers}-{round}-{n}", ExpectedVersion.NoStream, Events())),
                round => Writers(writers, commits, n => Bare(database, $"bare-{writers}-{round}-{n}")),
                "bare insert"));
        }

        return measured;
    }

    public static EventLog Log(NpgsqlDataSource database) =>
        new(database, EventCatalog.Of(JsonSerializerOptions.Web, [typeof(BenchmarkMeasured)]), TimeProvider.System);

    public static NewEvent[] Events(int count = EventsPerCommit) => [.. Enumerable.Range(0, count).Select(i => new NewEvent(Guid.NewGuid(), new BenchmarkMeasured(Text, i)))];

    /// <summary>A migrated database of its own.</summary>
    public static async Task<NpgsqlDataSource> Fresh(string connection, string name)
    {
        await using (var server = NpgsqlDataSource.Create(connection))
        {
#pragma warning disable CA2100 // The names are those of the benchmarks.
            await using var create = server.CreateCommand($"create database {name}_benchmark");
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync();
        }

        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Database = $"{name}_benchmark", MaxAutoPrepare = 20 }.ConnectionString);
        await Migrations.Apply(database);
        return database;
    }

    static Task Writers(int writers, int commits, Func<int, Task> append) => Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
    {
        for (var n = writer; n < commits; n += writers)
        {
            await append(n);
        }
    }));

    // language=sql
    const string BareInsert = "insert into bare (stream, version, id, body) select $1, u.version, u.id, u.body from unnest($2::bigint[], $3::uuid[], $4::json[]) u(version, id, body)";

    static async Task Bare(NpgsqlDataSource database, string stream)
    {
        await using var insert = database.CreateCommand(BareInsert);
        insert.Parameters.Add(new() { Value = stream });
        insert.Parameters.Add(new() { Value = Enumerable.Range(1, EventsPerCommit).Select(i => (long)i).ToArray() });
        insert.Parameters.Add(new() { Value = Enumerable.Range(0, EventsPerCommit).Select(_ => Guid.NewGuid()).ToArray() });
        insert.Parameters.Add(new()
        {
            Value = Enumerable.Range(0, EventsPerCommit).Select(i => JsonSerializer.Serialize(new BenchmarkMeasured(Text, i), JsonSerializerOptions.Web)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json,
        });
        await insert.ExecuteNonQueryAsync();
    }
}
