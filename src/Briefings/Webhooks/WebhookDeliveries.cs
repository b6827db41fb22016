using System.Net;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>How many deliveries of a webhook are in which state.</summary>
/// <param name="Behind">Events of the log that have not been looked at for it yet; positions have gaps, so it is an upper bound.</param>
public sealed record WebhookCounts(long Waiting, long Delivered, long GivenUp, long Behind, DateTimeOffset? OldestWaiting);

/// <summary>Shows deliveries with their attempts.</summary>
public sealed class WebhookDeliveries(NpgsqlDataSource database)
{
    const int MostAtOnce = 1000;

    // language=sql
    const string Select = """
        select d.position, m.id, m.type, d.state, d.attempts, d.due_at, d.finished_at, a.status, a.failure, e.id
        from briefings.webhook_deliveries d
        join briefings.webhooks w on w.id = d.webhook_id
        left join briefings.webhook_messages m on m.position = d.position
        left join briefings.events e on e.position = d.position
        left join lateral (
            select t.status, t.failure from briefings.webhook_attempts t
            where t.webhook_id = d.webhook_id and t.position = d.position order by t.at desc limit 1) a on true
        where w.name = $1 and d.position < $2 and ($3::smallint is null or d.state = $3)
        order by d.position desc
        limit $4
        """;

    /// <summary>The deliveries of a webhook, the latest event first, without their attempts.</summary>
    /// <param name="state">Only these; <c>null</c> for all.</param>
    /// <param name="before">Only of events before this position.</param>
    public async Task<IReadOnlyList<WebhookDelivery>> Of(string webhook, DeliveryState? state, long before, int limit, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand(Select);
        select.Parameters.Add(new() { Value = webhook });
        select.Parameters.Add(new() { Value = before });
        select.Parameters.Add(new() { Value = state is { } wanted ? (short)wanted : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Smallint });
        select.Parameters.Add(new() { Value = Math.Clamp(limit, 1, MostAtOnce) });
        var deliveries = new List<WebhookDelivery>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            deliveries.Add(Row(reader));
        }

        return deliveries;
    }

    static WebhookDelivery Row(NpgsqlDataReader reader)
    {
        var state = (DeliveryState)reader.GetInt16(3);
        return new(
            reader.GetInt64(0), Text(reader, 1) ?? (reader.IsDBNull(9) ? "" : WebhookMessage.IdOf(reader.GetGuid(9))), Text(reader, 2) ?? "", state, reader.GetInt16(4),
            state == DeliveryState.Waiting ? reader.GetFieldValue<DateTimeOffset>(5) : null,
            reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
            reader.IsDBNull(7) ? null : (HttpStatusCode)reader.GetInt16(7), Text(reader, 8), []);
    }

    // language=sql
    const string SelectAttempts = """
        select a.at, a.attempt, a.status, a.milliseconds, a.failure, a.answer
        from briefings.webhook_attempts a join briefings.webhooks w on w.id = a.webhook_id
        where w.name = $1 and a.position = $2
        order by a.at
        """;

    /// <summary>The log of attempts of one delivery, the oldest first. Position 0 has the test pings.</summary>
    public async Task<IReadOnlyList<WebhookAttemptLine>> Attempts(string webhook, long position, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand(SelectAttempts);
        select.Parameters.Add(new() { Value = webhook });
        select.Parameters.Add(new() { Value = position });
        var lines = new List<WebhookAttemptLine>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(Line(reader));
        }

        return lines;
    }

    static WebhookAttemptLine Line(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt16(1), reader.IsDBNull(2) ? null : (HttpStatusCode)reader.GetInt16(2), reader.GetInt32(3),
        Text(reader, 4), Text(reader, 5));

    static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // language=sql
    const string Count = """
        select count(*) filter (where d.state = 0), count(*) filter (where d.state = 1), count(*) filter (where d.state = 2),
               (select greatest(0, h.settled - coalesce(w.position, l.position)) from briefings.high_water_mark() h, briefings.webhook_live l),
               (select e.recorded_at from briefings.events e where e.position = min(d.position) filter (where d.state = 0))
        from briefings.webhooks w left join briefings.webhook_deliveries d on d.webhook_id = w.id
        where w.name = $1
        group by w.id
        """;

    /// <summary>Counts the deliveries of a webhook; <c>null</c> when there is no such webhook.</summary>
    public async Task<WebhookCounts?> Counts(string webhook, CancellationToken cancellation)
    {
        await using var count = database.CreateCommand(Count);
        count.Parameters.Add(new() { Value = webhook });
        await using var reader = await count.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Counts(reader) : null;
    }

    static WebhookCounts Counts(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4));
}
