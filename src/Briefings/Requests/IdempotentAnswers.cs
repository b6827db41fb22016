using Npgsql;

namespace Briefings.Requests;

/// <summary>An answer as it was sent.</summary>
public sealed record KeptAnswer(int Status, string? ContentType, string? Location, byte[] Body);

/// <summary>What a key means to a request that brings it.</summary>
public abstract record IdempotencyOutcome
{
    IdempotencyOutcome()
    {
    }

    /// <summary>Nobody has done it: do it, then <see cref="IdempotentAnswers.Keep"/> the answer.</summary>
    public sealed record Do : IdempotencyOutcome;

    public sealed record Answered(KeptAnswer Answer) : IdempotencyOutcome;

    /// <summary>The same request is being carried out.</summary>
    public sealed record UnderWay : IdempotencyOutcome;

    /// <summary>The key came with another request before.</summary>
    public sealed record OtherRequest : IdempotencyOutcome;
}

/// <summary>Answers kept for retries (IETF draft-ietf-httpapi-idempotency-key-header).</summary>
public sealed class IdempotentAnswers(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How long an answer is kept.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromDays(7);

    /// <summary>After this long a request that was never answered was cut short, and may be carried out again.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    // Takes the key if it is new, too old to count, or left by a request that was cut short.
    // language=sql
    const string TakeKey = """
        insert into briefings.idempotent_answers as a (caller, key, request_sha256, begun_at) values ($1, $2, $3, $4)
        on conflict on constraint idempotency_key_is_used_once do update
            set request_sha256 = excluded.request_sha256, begun_at = excluded.begun_at, status = null, content_type = null, location = null, body = null
            where a.begun_at < $5 or (a.status is null and a.begun_at < $6 and a.request_sha256 = excluded.request_sha256)
        """;

    // language=sql
    const string FindAnswer = """
        select request_sha256, status, content_type, location, body from briefings.idempotent_answers where caller = $1 and key = $2
        """;

    public async Task<IdempotencyOutcome> Begin(string caller, string key, byte[] requestSha256, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await Execute(TakeKey, [caller, key, requestSha256, now, now - Life, now - Patience], cancellation) == 1)
        {
            return new IdempotencyOutcome.Do();
        }

        await using var command = Command(FindAnswer, [caller, key]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader, requestSha256) : new IdempotencyOutcome.UnderWay();
    }

    static IdempotencyOutcome Read(NpgsqlDataReader row, byte[] requestSha256) =>
        !row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(requestSha256) ? new IdempotencyOutcome.OtherRequest()
        : row.IsDBNull(1) ? new IdempotencyOutcome.UnderWay()
        : new IdempotencyOutcome.Answered(new KeptAnswer(row.GetInt32(1), Text(row, 2), Text(row, 3), row.GetFieldValue<byte[]>(4)));

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    // language=sql
    const string KeepAnswer = """
        update briefings.idempotent_answers set status = $3, content_type = $4, location = $5, body = $6 where caller = $1 and key = $2
        """;

    public Task Keep(string caller, string key, KeptAnswer answer, CancellationToken cancellation) =>
        Execute(KeepAnswer, [caller, key, answer.Status, Value(answer.ContentType), Value(answer.Location), answer.Body], cancellation);

    // language=sql
    const string ForgetKey = "delete from briefings.idempotent_answers where caller = $1 and key = $2 and status is null";

    /// <summary>Lets the request be tried again: it failed and left nothing.</summary>
    public Task Forget(string caller, string key, CancellationToken cancellation) => Execute(ForgetKey, [caller, key], cancellation);

    // language=sql
    const string SweepOld = "delete from briefings.idempotent_answers where begun_at < $1";

    /// <summary>Removes answers older than <see cref="Life"/>.</summary>
    public Task Sweep(CancellationToken cancellation) => Execute(SweepOld, [clock.GetUtcNow().UtcDateTime - Life], cancellation);

    static object Value(string? text) => (object?)text ?? DBNull.Value;

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
