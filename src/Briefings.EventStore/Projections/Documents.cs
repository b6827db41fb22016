using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>Reads the live documents of the program's projections.</summary>
public sealed partial class Documents(NpgsqlDataSource database, ProjectionRegistry registry, JsonSerializerOptions json)
{
    // language=sql
    const string OneDocument = "select key, body from {table} where key = $1";

    /// <summary>The document under a key, or null; null too if the projection has never run.</summary>
    public async Task<T?> Load<T>(string projection, string key, CancellationToken cancellation = default)
        where T : class
    {
        await foreach (var (_, body) in Rows(new DocumentTable(registry[projection], Slot.Live).Sql(OneDocument, key), cancellation))
            return JsonSerializer.Deserialize<T>(body, json);
        return null;
    }

    // language=sql
    const string SomeDocuments = "select key, body from {table} where key = any($1)";

    /// <summary>The documents under some keys, by key; those that are not there are left out.</summary>
    public async Task<IReadOnlyDictionary<string, T>> LoadMany<T>(string projection, IReadOnlyCollection<string> keys, CancellationToken cancellation = default)
        where T : class
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        if (keys.Count == 0)
            return found;
        await foreach (var (key, body) in Rows(new DocumentTable(registry[projection], Slot.Live).Sql(SomeDocuments, (object)keys.ToArray()), cancellation))
        {
            if (JsonSerializer.Deserialize<T>(body, json) is { } document)
                found[key] = document;
        }

        return found;
    }

    // language=sql
    const string AllDocuments = "select key, body from {table} where starts_with(key, $1) order by key";

    /// <summary>The documents whose key begins with a prefix, ordered by the bytes of their keys.</summary>
    public async IAsyncEnumerable<KeyValuePair<string, T>> All<T>(
        string projection, string keyPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
        where T : class
    {
        await foreach (var (key, body) in Rows(new DocumentTable(registry[projection], Slot.Live).Sql(AllDocuments, keyPrefix), cancellation))
        {
            if (JsonSerializer.Deserialize<T>(body, json) is { } document)
                yield return KeyValuePair.Create(key, document);
        }
    }

    async IAsyncEnumerable<(string Key, byte[] Body)> Rows(
        NpgsqlBatchCommand command, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(command);
        await using var reader = await Open(batch, cancellation);
        while (reader is not null && await reader.ReadAsync(cancellation))
            yield return (reader.GetString(0), reader.Bytes(1));
    }

    static async Task<NpgsqlDataReader?> Open(NpgsqlBatch batch, CancellationToken cancellation)
    {
        try
        {
            return await batch.ExecuteReaderAsync(cancellation);
        }
        catch (PostgresException neverRun) when (neverRun.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }
}
