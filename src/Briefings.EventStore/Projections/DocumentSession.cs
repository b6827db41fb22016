using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.EventStore;

/// <summary>The documents a batch touches, kept in memory until they are written with its checkpoint.</summary>
sealed class DocumentSession(NpgsqlConnection connection, DocumentTable table, JsonSerializerOptions json) : IDocumentSession
{
    readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    long position;

    /// <summary>Body as stored or document as last seen; changed if its position is that of an event of this batch.</summary>
    sealed class Entry
    {
        public byte[]? Stored;
        public object? Document;
        public long ChangedAt;
    }

    public async ValueTask<T?> Load<T>(string key, CancellationToken cancellation = default)
        where T : class
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            await Fetch([key], cancellation);
            entry = entries[key];
        }

        if (entry.Document is null && entry.Stored is not null)
            entry.Document = JsonSerializer.Deserialize<T>(entry.Stored, json);
        return (T?)entry.Document;
    }

    public void Store<T>(string key, T document)
        where T : class => entries[key] = new() { Document = document, ChangedAt = position };

    public void Delete(string key) => entries[key] = new() { ChangedAt = position };

    /// <summary>Applies events in order, having loaded at once the documents a keyed projection will want.</summary>
    /// <exception cref="PoisonException">An event could not be applied; the session is to be thrown away.</exception>
    public async Task Apply(IProjection projection, List<RecordedEvent> events, CancellationToken cancellation)
    {
        var at = 0L;
        try
        {
            if (projection is IKeyed keyed)
            {
                var keys = new HashSet<string>(StringComparer.Ordinal);
                foreach (var recorded in events)
                {
                    at = recorded.Position;
                    keys.UnionWith(keyed.Keys(recorded));
                }

                keys.ExceptWith(entries.Keys);
                await Fetch([.. keys], cancellation);
            }

            foreach (var recorded in events)
            {
                position = at = recorded.Position;
                await projection.Apply(recorded, this, cancellation);
            }
        }
        catch (Exception cause) when (cause is not (NpgsqlException or OperationCanceledException))
        {
            throw new PoisonException(at, cause);
        }
    }

    // language=sql
    const string FetchDocuments = "select key, body from {table} where key = any($1)";

    async Task Fetch(string[] keys, CancellationToken cancellation)
    {
        foreach (var key in keys)
            entries[key] = new();
        if (keys.Length == 0)
            return;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.Sql(FetchDocuments, (object)keys) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            entries[reader.GetString(0)].Stored = reader.Bytes(1);
    }

    // language=sql
    const string StoreDocuments = """
        insert into {table} (key, body, position)
        select * from unnest($1::text[], $2::json[], $3::bigint[])
        on conflict (key) do update set body = excluded.body, position = excluded.position
        """;

    // language=sql
    const string DeleteDocuments = "delete from {table} where key = any($1)";

    /// <summary>Writes what changed.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        var changed = entries.Where(e => e.Value.ChangedAt > 0).ToList();
        var stored = changed.FindAll(e => e.Value.Document is not null);
        var deleted = changed.FindAll(e => e.Value.Document is null);
        await using var batch = new NpgsqlBatch(connection);
        if (stored.Count > 0)
        {
            batch.BatchCommands.Add(table.Sql(
                StoreDocuments,
                stored.Select(e => e.Key).ToArray(),
                new NpgsqlParameter
                {
                    Value = stored.Select(e => JsonText.Normalize(JsonSerializer.SerializeToUtf8Bytes(e.Value.Document, e.Value.Document!.GetType(), json))).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json,
                },
                stored.Select(e => e.Value.ChangedAt).ToArray()));
        }

        if (deleted.Count > 0)
            batch.BatchCommands.Add(table.Sql(DeleteDocuments, (object)deleted.Select(e => e.Key).ToArray()));
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>An event a projection could not apply.</summary>
public sealed class PoisonException(long position, Exception cause)
    : Exception($"The event at position {position} could not be applied: {cause.Message}", cause)
{
    public long Position => position;
}
