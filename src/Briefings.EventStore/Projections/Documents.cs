using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>Reads the live documents of the program's projections.</summary>
public sealed class Documents(NpgsqlDataSource database, ProjectionRegistry registry, JsonSerializerOptions json)
{
    // language=sql
    const string OneDocument = "select body from {table} where key = $1";

    /// <summary>The document under a key, or null.</summary>
    public async Task<T?> Load<T>(string projection, string key, CancellationToken cancellation = default)
        where T : class
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new DocumentTable(registry[projection], Slot.Live).Sql(OneDocument, key));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? JsonSerializer.Deserialize<T>(reader.Bytes(0), json) : null;
    }

    // language=sql
    const string AllDocuments = "select key, body from {table} where starts_with(key, $1) order by key";

    /// <summary>The documents whose key begins with a prefix, ordered by the bytes of their keys.</summary>
    public async IAsyncEnumerable<KeyValuePair<string, T>> All<T>(
        string projection, string keyPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
        where T : class
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new DocumentTable(registry[projection], Slot.Live).Sql(AllDocuments, keyPrefix));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (JsonSerializer.Deserialize<T>(reader.Bytes(1), json) is { } document)
                yield return KeyValuePair.Create(reader.GetString(0), document);
        }
    }
}
