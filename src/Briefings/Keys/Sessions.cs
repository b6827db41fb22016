using Npgsql;

namespace Briefings.Keys;

/// <summary>Whom a browser's session stands for.</summary>
/// <param name="KeyId">The key it was begun with; <c>null</c> when it was a login link, which allows everything.</param>
public sealed record Session(string? KeyId, IReadOnlyList<Scope> Scopes);

/// <summary>Signs browsers in, by a key or by a link that works once.</summary>
public sealed class Sessions(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How long a login link waits to be followed.</summary>
    public static TimeSpan LinkLife { get; } = TimeSpan.FromHours(1);

    /// <summary>How long a browser stays signed in.</summary>
    public static TimeSpan SessionLife { get; } = TimeSpan.FromHours(12);

    // language=sql
    const string InsertLink = """
        insert into briefings.login_links (secret_sha256, created_at, created_by, expires_at) values ($1, $2, $3, $4)
        """;

    /// <summary>The secret of a link that signs one browser in with every scope.</summary>
    public async Task<string> CreateLink(string by, CancellationToken cancellation)
    {
        var secret = KeyToken.NewSecret();
        var now = clock.GetUtcNow().UtcDateTime;
        await Execute(InsertLink, [KeyToken.Hash(secret), now, by, now + LinkLife], cancellation);
        return secret;
    }

    // language=sql
    const string UseLink = """
        update briefings.login_links set used_at = $2
        where secret_sha256 = $1 and used_at is null and expires_at > $2
        """;

    /// <summary>The secret of the session that a link begins, or <c>null</c> when the link is unknown, used or too old.</summary>
    public async Task<string?> FollowLink(string link, CancellationToken cancellation) =>
        KeyToken.IsSecret(link) && await Execute(UseLink, [KeyToken.Hash(link), clock.GetUtcNow().UtcDateTime], cancellation) == 1
            ? await Begin(keyId: null, cancellation)
            : null;

    // Whoever signs in sweeps out what has ended.
    // language=sql
    const string InsertSession = """
        with swept as (delete from briefings.sessions where expires_at <= $3)
        insert into briefings.sessions (secret_sha256, key_id, created_at, expires_at) values ($1, $2, $3, $4)
        """;

    /// <summary>The secret of a session that stands for a key.</summary>
    public async Task<string> Begin(string? keyId, CancellationToken cancellation)
    {
        var secret = KeyToken.NewSecret();
        var now = clock.GetUtcNow().UtcDateTime;
        await Execute(InsertSession, [KeyToken.Hash(secret), (object?)keyId ?? DBNull.Value, now, now + SessionLife], cancellation);
        return secret;
    }

    // language=sql
    const string FindSession = """
        select k.id, k.scopes
        from briefings.sessions s
        left join briefings.api_keys k on k.id = s.key_id
        where s.secret_sha256 = $1 and s.expires_at > $2
          and (s.key_id is null or (k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)))
        """;

    /// <summary>The session with that secret, or <c>null</c> when it has ended or its key has.</summary>
    public async Task<Session?> Find(string secret, CancellationToken cancellation)
    {
        if (!KeyToken.IsSecret(secret))
        {
            return null;
        }

        await using var command = Command(FindSession, [KeyToken.Hash(secret), clock.GetUtcNow().UtcDateTime]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Row(reader) : null;
    }

    static Session Row(NpgsqlDataReader reader) => reader.IsDBNull(0)
        ? new Session(null, [Scope.Admin])
        : new Session(reader.GetString(0), [.. reader.GetFieldValue<string[]>(1).Select(Scopes.Parse).OfType<Scope>()]);

    // language=sql
    const string DeleteSession = "delete from briefings.sessions where secret_sha256 = $1";

    public Task End(string secret, CancellationToken cancellation) => Execute(DeleteSession, [KeyToken.Hash(secret)], cancellation);

    async Task<int> Execute(string sql, object[] values, CancellationToken cancellation)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    NpgsqlCommand Command(string sql, object[] values)
    {
#pragma warning disable CA2100 // The statements are the constants above.
        var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
