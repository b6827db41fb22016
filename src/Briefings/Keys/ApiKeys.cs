using Npgsql;

namespace Briefings.Keys;

/// <summary>The keys of the API, as the database holds them.</summary>
public sealed class ApiKeys(NpgsqlDataSource database, TimeProvider clock)
{
    public const int MaxNameLength = 200;

    // language=sql
    const string Insert = """
        insert into briefings.api_keys (id, name, scopes, secret_sha256, created_at, created_by, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>Makes a key. The token answered is the only copy of its secret.</summary>
    /// <exception cref="KeyRefusedException">No scope, a name that is empty or too long, or an expiry that has passed.</exception>
    public async Task<(KeyToken Token, ApiKey Key)> Create(
        string name, IReadOnlyCollection<Scope> scopes, DateTimeOffset? expiresAt, string by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Expect(name.Trim().Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl), $"a name of 1 to {MaxNameLength} characters");
        Expect(scopes.Count > 0 && scopes.All(Scopes.Grantable.Contains), "one scope at least of read, ingest, admin");
        Expect(expiresAt is null || expiresAt > now, "an expiry in the future");
        var token = KeyToken.Create();
        await using var command = database.CreateCommand(Insert);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = token.Id },
            new() { Value = name.Trim() },
            new() { Value = scopes.Distinct().Order().Select(s => s.Text()).ToArray() },
            new() { Value = KeyToken.Hash(token.Secret) },
            new() { Value = now.UtcDateTime },
            new() { Value = by },
            new() { Value = (object?)expiresAt?.UtcDateTime ?? DBNull.Value },
        });
        await command.ExecuteNonQueryAsync(cancellation);
        return (token, new ApiKey(token.Id, name.Trim(), [.. scopes.Distinct().Order()], now, by, expiresAt, null, null, null));
    }

    static void Expect(bool holds, string expected)
    {
        if (!holds)
        {
            throw new KeyRefusedException($"Expected {expected}.");
        }
    }

    const string Columns = "id, name, scopes, created_at, created_by, expires_at, revoked_at, revoked_by, last_used_at";

    // language=sql
    const string SelectAll = $"select {Columns} from briefings.api_keys order by created_at, id";

    /// <summary>Every key there ever was, the oldest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> All(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SelectAll);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<ApiKey>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add(Row(reader));
        }

        return keys;
    }

    /// <summary>Whether some key would be let in now.</summary>
    public async Task<bool> AnyActive(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return (await All(cancellation)).Any(k => k.StateAt(now) is KeyState.Active);
    }

    // language=sql
    const string SelectOne = $"select {Columns}, secret_sha256 from briefings.api_keys where id = $1";

    /// <summary>A key with the hash of its secret, or <c>null</c> when none has that id.</summary>
    internal async Task<(ApiKey Key, byte[] SecretHash)?> Find(string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SelectOne);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (Row(reader), SecretHash(reader)) : null;
    }

    // language=sql
    const string SetRevoked = $"""
        update briefings.api_keys
        set revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, $3)
        where id = $1
        returning {Columns}
        """;

    /// <summary>Takes a key back for good; servers refuse it within a second. One that is revoked already stays as it is.</summary>
    /// <returns>The key, or <c>null</c> when none has that id.</returns>
    public async Task<ApiKey?> Revoke(string id, string by, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SetRevoked);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = id }, new() { Value = clock.GetUtcNow().UtcDateTime }, new() { Value = by } });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Row(reader) : null;
    }

    // language=sql
    const string SetUsed = """
        update briefings.api_keys k
        set last_used_at = greatest(k.last_used_at, u.at)
        from unnest($1::text[], $2::timestamptz[]) as u(id, at)
        where k.id = u.id
        """;

    internal async Task RecordUse(IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SetUsed);
        command.Parameters.Add(new() { Value = uses.Select(u => u.Key).ToArray() });
        command.Parameters.Add(new() { Value = uses.Select(u => u.Value.UtcDateTime).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static ApiKey Row(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        [.. reader.GetFieldValue<string[]>(2).Select(Scopes.Parse).OfType<Scope>()],
        reader.GetFieldValue<DateTimeOffset>(3),
        reader.GetString(4),
        Instant(reader, 5),
        Instant(reader, 6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        Instant(reader, 8));

    static byte[] SecretHash(NpgsqlDataReader reader) => reader.GetFieldValue<byte[]>(9);

    static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>A key cannot be made as asked; the message says what was expected.</summary>
public sealed class KeyRefusedException(string message) : Exception(message);
