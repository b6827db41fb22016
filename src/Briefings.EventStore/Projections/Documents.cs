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
    /// <exception cref="ProjectionNotReadyException">This version is being built, and the one before is of another shape.</exception>
    public async Task<T?> Load<T>(string projection, string key, CancellationToken cancellation = default)
        where T : class
    {
        await foreach (var (_, body) in Rows(new DocumentTable(registry[projection], Slot.Live), OneDocument, [key], cancellation))
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
        await foreach (var (key, body) in Rows(new DocumentTable(registry[projection], Slot.Live), SomeDocuments, [keys.ToArray()], cancellation))
        {
            if (JsonSerializer.Deserialize<T>(body, json) is { } document)
                found[key] = document;
        }

        return found;
    }

    // language=sql
    const string AllDocuments = "select key, body from {table} where starts_with(key, $1) order by key";

    /// <summary>The documents whose key begins with a prefix, ordered by the bytes of their keys.</summary>
    /// <exception cref="ProjectionNotReadyException">This version is being built, and the one before is of another shape.</exception>
    public async IAsyncEnumerable<KeyValuePair<string, T>> All<T>(
        string projection, string keyPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
        where T : class
    {
        await foreach (var (key, body) in Rows(new DocumentTable(registry[projection], Slot.Live), AllDocuments, [keyPrefix], cancellation))
        {
            if (JsonSerializer.Deserialize<T>(body, json) is { } document)
                yield return KeyValuePair.Create(key, document);
        }
    }

    async IAsyncEnumerable<(string Key, byte[] Body)> Rows(
        DocumentTable table, string sql, object[] values, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.Sql(sql, values) } };
        await using var reader = await Open(batch, cancellation);
        if (reader is not null)
        {
            while (await reader.ReadAsync(cancellation))
                yield return (reader.GetString(0), reader.Bytes(1));
            yield break;
        }

        if (await Before(connection, table, cancellation) is not { } older)
            yield break;
        await foreach (var row in Rows(older, sql, values, cancellation))
            yield return row;
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

    /// <summary>The documents of the version before, if they will do; null if the projection has never run.</summary>
    static async Task<DocumentTable?> Before(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        var projection = table.Projection;
        if (projection is OlderVersion || await ProjectionVersions.Before(connection, table, cancellation) is not { } version)
            return null;
        return version >= projection.OldestReadableVersion
            ? table with { Projection = new OlderVersion(projection, version) }
            : throw new ProjectionNotReadyException($"Expected the documents of projection {projection.Name} v{projection.Version}, found them being built beside v{version}. See: briefings projections");
    }

    /// <summary>Names the table of an earlier version.</summary>
    sealed class OlderVersion(IProjection projection, int version) : IProjection
    {
        public string Name => projection.Name;

        public int Version => version;

        public ProjectionMode Mode => projection.Mode;

        public IReadOnlyCollection<string>? EventTypes => projection.EventTypes;

        public ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation) =>
            throw new NotSupportedException("Documents of an earlier version are only read.");
    }
}

/// <summary>The documents of a projection are being built for the first time; ask again later.</summary>
public sealed class ProjectionNotReadyException(string message) : Exception(message);
