using System.Collections.Concurrent;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>The log: streams of events in one order over all of them, in PostgreSQL. Safe to share between threads.</summary>
/// <param name="time">Gives <see cref="RecordedEvent.RecordedAt"/>.</param>
/// <param name="inline">Projections applied in the transaction of an append; they order the appends that concern them.</param>
public sealed partial class EventLog(
    NpgsqlDataSource database, EventCatalog catalog, TimeProvider time, InlineProjections? inline = null)
{
    readonly Announcer announcer = new(database, time);
    readonly ConcurrentDictionary<EventTypeName, int> typeIds = new();
    readonly ConcurrentDictionary<int, EventTypeName> typeNames = new();

    public EventCatalog Catalog => catalog;

    /// <summary>Whether the disk takes further events.</summary>
    public DatabaseRoom Room { get; } = new(database);

    // language=sql
    const string RegisterTypes = """
        with wanted as (select * from unnest($1::text[], $2::integer[]) as w(name, schema_version)),
             added as (
                 insert into briefings.event_types (name, schema_version)
                 select w.name, w.schema_version from wanted w
                 where not exists (select from briefings.event_types t where t.name = w.name and t.schema_version = w.schema_version)
                 on conflict on constraint event_type_is_stored_once do nothing)
        select 1
        """;

    // language=sql
    const string ReadTypes = "select id, name, schema_version from briefings.event_types";

    async ValueTask<int> TypeId(EventTypeName name, CancellationToken cancellation)
    {
        if (typeIds.TryGetValue(name, out var id))
            return id;

        await using var batch = database.CreateBatch();
        batch.EnableErrorBarriers = true;
        batch.BatchCommands.Add(new(RegisterTypes)
        {
            Parameters =
            {
                new() { Value = catalog.Types.Select(t => t.Name).ToArray() },
                new() { Value = catalog.Types.Select(t => t.SchemaVersion).ToArray() },
            },
        });
        batch.BatchCommands.Add(new(ReadTypes));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await LearnTypes(reader, cancellation);
        return typeIds[name];
    }

    async ValueTask<EventTypeName> TypeName(int id, CancellationToken cancellation)
    {
        if (typeNames.TryGetValue(id, out var name))
            return name;

        await using var command = database.CreateCommand(ReadTypes);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await LearnTypes(reader, cancellation);
        return typeNames[id];
    }

    async Task LearnTypes(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            var name = new EventTypeName(reader.GetString(1), reader.GetInt32(2));
            typeIds[name] = reader.GetInt32(0);
            typeNames[reader.GetInt32(0)] = name;
        }
    }
}
