using System.Runtime.CompilerServices;
using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>How many stream names a forward reader keeps at the most.</summary>
    const int NamesKept = 100_000;

    // language=sql
    internal const string Forward = """
        select position, stream_id, version, id, type_id, body, metadata, recorded_at
        from briefings.events
        where position > $1 and position <= $2
        order by position
        """;

    // language=sql
    const string ForwardOfTypes = """
        select position, stream_id, version, id, type_id, body, metadata, recorded_at
        from briefings.events
        where position > $1 and position <= $2 and type_id <> all($3)
        order by position
        """;

    /// <summary>The same as <see cref="ReadFor"/>, by one statement that runs until it is read to its end: for long stretches.</summary>
    /// <returns>Rows, from which the events are made by whoever has a processor to spare; some may be of types that are not wanted.</returns>
    internal async IAsyncEnumerable<LogChunk> Chunks(
        long after, long mark, IReadOnlyCollection<string>? types, int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var names = new Dictionary<int, string>();
        var unwanted = types is null ? [] : await Unwanted(types, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var forward = new NpgsqlBatchCommand(types is null ? Forward : ForwardOfTypes)
        {
            Parameters = { new() { Value = after }, new() { Value = mark } },
        };
        if (types is not null)
            forward.Parameters.Add(new() { Value = unwanted });
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { forward } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var rows = new List<LogRow>(size);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(LogRow.Read(reader));
            if (rows.Count < size)
                continue;
            yield return await Named(rows, names, cancellation);
            rows = new(size);
        }

        if (rows.Count > 0)
            yield return await Named(rows, names, cancellation);
    }

    // language=sql
    const string ReadNames = "select id, name from briefings.streams where id = any($1)";

    async Task<LogChunk> Named(List<LogRow> rows, Dictionary<int, string> known, CancellationToken cancellation)
    {
        var wanted = rows.Select(r => r.StreamId).Where(id => !known.ContainsKey(id)).Distinct().ToArray();
        if (wanted.Length > 0)
        {
            if (known.Count + wanted.Length > NamesKept)
            {
                known.Clear();
                wanted = [.. rows.Select(r => r.StreamId).Distinct()];
            }

            await using var command = database.CreateCommand(ReadNames);
            command.Parameters.Add(new() { Value = wanted });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                known[reader.GetInt32(0)] = reader.GetString(1);
        }

        foreach (var typeId in rows.Select(r => r.TypeId).Distinct())
            await TypeName(typeId, cancellation);
        return new(rows, [.. rows.Select(r => known[r.StreamId])], typeNames, catalog);
    }
}

/// <summary>A row of the log as the database sends it.</summary>
readonly record struct LogRow(
    long Position, int StreamId, int Version, Guid Id, int TypeId, byte[] Body, byte[]? Metadata, DateTimeOffset RecordedAt)
{
    public static LogRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetGuid(3), reader.GetInt32(4), reader.Bytes(5),
        reader.IsDBNull(6) ? null : reader.Bytes(6), reader.Instant(7));
}

/// <summary>A stretch of the log whose events are still to be made.</summary>
sealed record LogChunk(
    List<LogRow> Rows, string[] Streams, IReadOnlyDictionary<int, EventTypeName> Types, EventCatalog Catalog)
{
    /// <summary>Makes the events and reads their bodies; a body that cannot be read fails where it is asked for.</summary>
    public List<RecordedEvent> Parse()
    {
        var events = new List<RecordedEvent>(Rows.Count);
        for (var n = 0; n < Rows.Count; n++)
        {
            var row = Rows[n];
            var type = Types[row.TypeId];
            var recorded = new RecordedEvent
            {
                Position = row.Position,
                Stream = Streams[n],
                Version = row.Version,
                Id = row.Id,
                Type = Catalog.CurrentName(type.Name),
                StoredType = type.Name,
                SchemaVersion = type.SchemaVersion,
                Json = row.Body,
                Metadata = row.Metadata is null ? EventMetadata.None : MetadataJson.Read(row.Metadata),
                RecordedAt = row.RecordedAt,
                Catalog = Catalog,
            };
            recorded.TryReadBody();
            events.Add(recorded);
        }

        return events;
    }
}
