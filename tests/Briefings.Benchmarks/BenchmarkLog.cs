using System.Text.Json;
using System.Text.Json.Serialization;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Benchmarks;

/// <summary>About 400 bytes of JSON, as a news event has.</summary>
[EventType("benchmark-measured")]
sealed record BenchmarkMeasured(
    int Amount, int Day, string Type, string Article, string Actor, string Target, string Place, string Sentence, double Certainty) : IEvent;

[JsonSerializable(typeof(BenchmarkMeasured))]
[JsonSerializable(typeof(Total))]
[JsonSerializable(typeof(Daily))]
[JsonSerializable(typeof(RebuildRun))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
sealed partial class BenchmarkJson : JsonSerializerContext;

/// <summary>What the benchmarks of the log share: databases, events and how the program opens them.</summary>
static class BenchmarkLog
{
    public const int EventsPerStream = 10;

    public static JsonSerializerOptions Json => BenchmarkJson.Default.Options;

    public static EventLog Log(NpgsqlDataSource database) =>
        new(database, EventCatalog.Of(Json, [typeof(BenchmarkMeasured)]), TimeProvider.System);

    public static BenchmarkMeasured Body(int n) => new(
        n % 100, n % 365, "MeetingScheduled", "article-20260418-" + (n % 5000).ToString("00000", null), "Ministry of Foreign Affairs",
        "European Commission", "Brussels",
        "The ministry said on Tuesday that both delegations would meet in the coming week to discuss the terms of the agreement, "
        + "which had been postponed twice since the spring for unclear reasons.", 0.87);

    public static NewEvent[] Events(int from, int count = EventsPerStream) =>
        [.. Enumerable.Range(from, count).Select(n => new NewEvent(Guid.NewGuid(), Body(n)))];

    /// <summary>Streams of ten events each.</summary>
    public static async IAsyncEnumerable<StreamAppend> Streams(string prefix, int count)
    {
        for (var n = 0; n < count; n++)
        {
            yield return new StreamAppend($"{prefix}-{n}", ExpectedVersion.NoStream, Events(n * EventsPerStream));
        }

        await Task.CompletedTask;
    }

    /// <summary>The same events, one a stream and turn: every stream grows all the time.</summary>
    public static async IAsyncEnumerable<StreamAppend> Interleaved(string prefix, int count)
    {
        for (var turn = 0; turn < EventsPerStream; turn++)
        {
            for (var n = 0; n < count; n++)
            {
                yield return new StreamAppend($"{prefix}-{n}", turn, Events((n * EventsPerStream) + turn, 1));
            }
        }

        await Task.CompletedTask;
    }

    /// <summary>A migrated database of its own; its pool leaves sessions as they are (ADR 7).</summary>
    public static async Task<NpgsqlDataSource> Fresh(string connection, string name)
    {
        await using (var server = NpgsqlDataSource.Create(connection))
        {
            await Execute(server, $"create database {name}_benchmark");
        }

        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Database = $"{name}_benchmark", MaxAutoPrepare = 30, NoResetOnClose = true }.ConnectionString);
        await Migrations.Apply(database);
        return database;
    }

    public static async Task Execute(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // The text is that of the benchmarks.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<double> Number(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // The text is that of the benchmarks.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        return Convert.ToDouble(await command.ExecuteScalarAsync(), null);
    }
}
