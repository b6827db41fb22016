using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.EventStore;

/// <summary>
/// The documents that events touch, kept in memory until they are written with a checkpoint, and for as long after it as
/// there is room. Nobody else may write the table meanwhile, or the session is to be thrown away.
/// </summary>
/// <param name="stored">Of a table that began empty: the keys of the rows that were written and forgotten. Others are not asked for.</param>
/// <param name="memoryBound">What the documents in memory may come to in bytes, by estimate, before they are to be written.</param>
sealed class DocumentSession(
    NpgsqlConnection connection, DocumentTable table, JsonSerializerOptions json, KeyFilter? stored = null,
    long memoryBound = DocumentSession.MemoryBound) : IDocumentSession
{
    public const long MemoryBound = 48 << 20;

    /// <summary>What a document takes in memory: its key and bookkeeping, and a multiple of its JSON.</summary>
    const int BytesBeside = 200, BytesPerByte = 3;

    NpgsqlConnection connection = connection;
    readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    double averageJson = 300;
    long position;
    long turn;

    /// <summary>Body as stored or document as last seen; changed if its position is that of an event since the last write.</summary>
    sealed class Entry
    {
        public byte[]? Stored;
        public object? Document;
        public long ChangedAt;
        public long Turn;
        public bool HasRow;
    }

    /// <summary>Goes on over another connection; what is in memory stays.</summary>
    public void Use(NpgsqlConnection other) => connection = other;

    /// <summary>Whether it is time to write, so that the documents in memory stay within their bound.</summary>
    public bool IsFull => entries.Count * (BytesBeside + (BytesPerByte * averageJson)) > memoryBound;

    public async ValueTask<T?> Load<T>(string key, CancellationToken cancellation = default)
        where T : class
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            await Fetch([key], cancellation);
            entry = entries[key];
        }

        entry.Turn = turn;
        if (entry.Document is null && entry.Stored is not null)
            entry.Document = JsonSerializer.Deserialize<T>(entry.Stored, json);
        entry.Stored = null;
        return (T?)entry.Document;
    }

    public async ValueTask Prefetch(IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
        await Fetch([.. keys.Where(k => !entries.ContainsKey(k)).Distinct(StringComparer.Ordinal)], cancellation);

    public void Store<T>(string key, T document)
        where T : class => Change(key, document);

    public void Delete(string key) => Change(key, null);

    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>Applies events in order, having loaded at once the documents the projection says it will want.</summary>
    /// <exception cref="PoisonException">An event could not be applied; the session is to be thrown away.</exception>
    public async Task Apply(IProjection projection, List<RecordedEvent> events, CancellationToken cancellation)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var recorded in events)
            keys.UnionWith(KeysOf(projection, recorded).Where(key => !Has(key)));
        await Begin(keys, cancellation);
        await Fold(events, recorded => projection.Apply(recorded, this, cancellation));
    }

    /// <summary>The keys of the documents that an event will want, as its projection says.</summary>
    /// <exception cref="PoisonException">The projection could not say.</exception>
    public static IReadOnlyCollection<string> KeysOf(IProjection projection, RecordedEvent recorded)
    {
        try
        {
            var keys = projection is IKeyed keyed ? keyed.Keys(recorded) : projection.LikelyKeys(recorded);
            return keys as IReadOnlyCollection<string> ?? [.. keys];
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw new PoisonException(recorded.Position, cause);
        }
    }

    /// <summary>Loads at once the documents that the next events want.</summary>
    public Task Begin(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        turn++;
        return Fetch([.. keys], cancellation);
    }

    /// <exception cref="PoisonException">An event could not be applied; the session is to be thrown away.</exception>
    public async Task Fold(List<RecordedEvent> events, Func<RecordedEvent, ValueTask> apply)
    {
        foreach (var recorded in events)
        {
            position = recorded.Position;
            try
            {
                await apply(recorded);
            }
            catch (Exception cause) when (cause is not (NpgsqlException or OperationCanceledException) && connection.State == ConnectionState.Open)
            {
                // Behind a connection that is lost, Npgsql answers with InvalidOperationException, which is no fault of the event.
                throw new PoisonException(recorded.Position, cause);
            }
        }
    }

    void Change(string key, object? document)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            // Nobody has looked: there may be a row.
            entry = new() { HasRow = stored?.Contains(key) ?? true };
            entries.Add(key, entry);
        }

        entry.Stored = null;
        entry.Document = document;
        entry.ChangedAt = position;
        entry.Turn = turn;
    }

    // language=sql
    const string FetchDocuments = "select key, body from {table} where key = any($1)";

    async Task Fetch(string[] keys, CancellationToken cancellation)
    {
        foreach (var key in keys)
            entries[key] = new() { Turn = turn };
        if (stored is not null)
            keys = [.. keys.Where(stored.Contains)];
        if (keys.Length == 0)
            return;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.Sql(FetchDocuments, (object)keys) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var entry = entries[reader.GetString(0)];
            entry.Stored = reader.Bytes(1);
            entry.HasRow = true;
        }
    }

    // language=sql
    const string StoreDocuments = """
        insert into {table} (key, body, position)
        select * from unnest($1::text[], $2::json[], $3::bigint[])
        on conflict (key) do update set body = excluded.body, position = excluded.position
        """;

    // language=sql
    const string DeleteDocuments = "delete from {table} where key = any($1)";

    /// <summary>How many documents one statement writes.</summary>
    const int WriteSize = 1000;

    /// <summary>Writes what changed. Goes over the documents as they lie in memory: a list of them all would be as large as they are.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        var isLarge = entries.Values.Count(IsAdded) >= WriteSize;
        if (isLarge)
            await Copy(cancellation);
        foreach (var some in entries.Where(e => IsReplaced(e.Value) || (!isLarge && IsAdded(e.Value))).Chunk(WriteSize))
            await Replace(some, cancellation);
        var deleted = entries.Where(e => e.Value is { ChangedAt: > 0, HasRow: true, Document: null }).Select(e => e.Key).ToArray();
        if (deleted.Length > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.Sql(DeleteDocuments, (object)deleted) } };
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        foreach (var entry in entries.Values)
        {
            if (entry.ChangedAt == 0)
                continue;
            entry.ChangedAt = 0;
            entry.HasRow = entry.Document is not null;
        }
    }

    static bool IsAdded(Entry entry) => entry is { ChangedAt: > 0, HasRow: false, Document: not null };

    static bool IsReplaced(Entry entry) => entry is { ChangedAt: > 0, HasRow: true, Document: not null };

    /// <summary>Forgets documents that were not touched for long, once more are in memory than there is room for. Nothing is unwritten.</summary>
    public void Shrink()
    {
        if (!IsFull)
            return;
        var (last, left) = (TurnOfHalf(), (entries.Count / 2) + 1);
        foreach (var (key, entry) in entries)
        {
            if (entry.Turn > last || left-- <= 0)
                continue;
            entries.Remove(key);
            if (entry.HasRow)
                stored?.Add(key);
        }
    }

    /// <summary>The turn after which less than half of the documents in memory were touched.</summary>
    long TurnOfHalf()
    {
        var left = (entries.Count / 2) + 1;
        foreach (var (at, count) in entries.Values.CountBy(e => e.Turn).OrderBy(t => t.Key))
        {
            left -= count;
            if (left <= 0)
                return at;
        }

        return turn;
    }

    async Task Replace(KeyValuePair<string, Entry>[] some, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                table.Sql(
                    StoreDocuments,
                    some.Select(e => e.Key).ToArray(),
                    new NpgsqlParameter { Value = some.Select(e => Json(e.Value)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                    some.Select(e => e.Value.ChangedAt).ToArray()),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    async Task Copy(CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy briefings.{table.Name} (key, body, position) from stdin (format binary)", cancellation);
        foreach (var (key, entry) in entries.Where(e => IsAdded(e.Value)))
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(key, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(Json(entry), NpgsqlDbType.Json, cancellation);
            await copy.WriteAsync(entry.ChangedAt, NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    byte[] Json(Entry entry)
    {
        var body = JsonText.Normalize(JsonSerializer.SerializeToUtf8Bytes(entry.Document, entry.Document!.GetType(), json));
        averageJson += (body.Length - averageJson) / 64;
        return body;
    }

    /// <summary>Learns from one of the documents just touched how large they are.</summary>
    public void Weigh()
    {
        // Not the one changed last: a projection that keeps a large document up to date behind each small one would seem to have only large ones.
        if (entries.Values.FirstOrDefault(e => e.Turn == turn && e.Document is not null) is { } recent)
            Json(recent);
    }
}

/// <summary>An event a projection could not apply.</summary>
public sealed class PoisonException(long position, Exception cause)
    : Exception($"The event at position {position} could not be applied: {cause.Message}", cause)
{
    public long Position => position;
}
