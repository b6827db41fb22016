using Npgsql;
using NpgsqlTypes;

namespace Briefings.Feeds;

/// <summary>When and how a feed is fetched.</summary>
/// <param name="NextPollAt"><c>null</c> when it is not polled any more.</param>
/// <param name="Failures">In a row.</param>
/// <param name="NotBefore">Until when its server asked to be left alone; <c>null</c> when it did not.</param>
public sealed record FeedFetch(
    string Stream, string Url, string? ETag, string? LastModified, DateTimeOffset? NextPollAt, TimeSpan Interval, DateTimeOffset? LastPollAt, int Failures, DateTimeOffset? NotBefore);

/// <summary>The table of fetches. A feed is leased to one poller at a time, over all nodes.</summary>
public sealed class FeedFetches(NpgsqlDataSource database)
{
    /// <summary>The interval of a feed that nothing is known of.</summary>
    public static readonly TimeSpan FirstInterval = TimeSpan.FromHours(1);

    // language=sql
    const string ScheduleFeed = """
        insert into briefings.feed_fetches (stream, url, host, next_poll_at, poll_interval) values ($1, $2, $3, $4, $5)
        on conflict on constraint feed_is_fetched_by_one_row do update
        set url = excluded.url, host = excluded.host, next_poll_at = excluded.next_poll_at, poll_interval = excluded.poll_interval,
            etag = null, last_modified = null, failures = 0, not_before = null, leased_until = null
        """;

    /// <summary>Puts a feed on the list, due at once.</summary>
    public async Task Schedule(string stream, Uri url, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ScheduleFeed);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = url.AbsoluteUri });
        command.Parameters.Add(new() { Value = url.IdnHost });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = FirstInterval });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string StopFeed = "delete from briefings.feed_fetches where stream = $1";

    public async Task Stop(string stream, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(StopFeed);
        command.Parameters.Add(new() { Value = stream });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // One feed a host and claim, and none of a host that is being fetched: hosts are polite to, nodes are many.
    // language=sql
    const string ClaimDue = """
        update briefings.feed_fetches f set leased_until = $2
        where f.stream in (
            select stream from briefings.feed_fetches d
            where d.next_poll_at <= $1 and (d.leased_until is null or d.leased_until <= $1)
              and not exists (select 1 from briefings.feed_fetches b where b.host = d.host and b.leased_until > $1)
            order by d.next_poll_at
            limit 1
            for update skip locked)
        returning f.stream, f.url, f.etag, f.last_modified, f.next_poll_at, f.poll_interval, f.last_poll_at, f.failures, f.not_before
        """;

    /// <summary>Leases a feed that is due, the longest waiting first; <c>null</c> when none is.</summary>
    public async Task<FeedFetch?> Claim(DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ClaimDue);
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = (now + lease).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Row(reader) : null;
    }

    // language=sql
    const string ClaimOne = """
        update briefings.feed_fetches f set leased_until = $3
        where f.stream = $1 and (f.leased_until is null or f.leased_until <= $2)
        returning f.stream, f.url, f.etag, f.last_modified, f.next_poll_at, f.poll_interval, f.last_poll_at, f.failures, f.not_before
        """;

    /// <summary>Leases one feed, due or not; <c>null</c> when another poller has it or it is not polled any more.</summary>
    public async Task<FeedFetch?> Claim(string stream, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ClaimOne);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = (now + lease).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Row(reader) : null;
    }

    // language=sql
    const string SettleFetch = """
        update briefings.feed_fetches
        set url = $2, host = $3, etag = $4, last_modified = $5, next_poll_at = $6, poll_interval = $7, last_poll_at = $8, failures = $9, not_before = $10, leased_until = null
        where stream = $1
        """;

    /// <summary>Records how a fetch ended, and gives the lease back.</summary>
    public async Task Settle(FeedFetch fetch, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SettleFetch);
        command.Parameters.Add(new() { Value = fetch.Stream });
        command.Parameters.Add(new() { Value = fetch.Url });
        command.Parameters.Add(new() { Value = new Uri(fetch.Url).IdnHost });
        command.Parameters.Add(new() { Value = (object?)fetch.ETag ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)fetch.LastModified ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)fetch.NextPollAt?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = fetch.Interval });
        command.Parameters.Add(new() { Value = (object?)fetch.LastPollAt?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = fetch.Failures });
        command.Parameters.Add(new() { Value = (object?)fetch.NotBefore?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string ReleaseLease = "update briefings.feed_fetches set leased_until = null where stream = $1";

    /// <summary>Gives a lease back as if it had not been taken.</summary>
    public async Task Release(string stream, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReleaseLease);
        command.Parameters.Add(new() { Value = stream });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string AllFetches = "select stream, url, etag, last_modified, next_poll_at, poll_interval, last_poll_at, failures, not_before from briefings.feed_fetches";

    /// <summary>By stream.</summary>
    public async Task<IReadOnlyDictionary<string, FeedFetch>> All(CancellationToken cancellation)
    {
        var rows = new Dictionary<string, FeedFetch>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(AllFetches);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows[reader.GetString(0)] = Row(reader);
        }

        return rows;
    }

    static FeedFetch Row(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), Text(reader, 2), Text(reader, 3), Instant(reader, 4), reader.GetFieldValue<TimeSpan>(5), Instant(reader, 6), reader.GetInt32(7), Instant(reader, 8));

    static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
}
