using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Webhooks;

/// <summary>Deliveries and messages on their way into one commit. What endpoints have room for is leased to this node at once.</summary>
sealed class OutboxRows(int node, DateTimeOffset now, WebhookOptions options, EventCatalog catalog) : IDisposable
{
    readonly List<(int WebhookId, long Position, string? OrderKey, bool IsLeased)> deliveries = [];
    readonly Dictionary<long, WebhookMessage> messages = [];
    readonly Dictionary<WebhookEndpoint, List<LeasedDelivery>> leased = [];
    readonly HashSet<(int WebhookId, long Position)> inserted = [];
    bool isCommitted;

    public void Add(WebhookEndpoint endpoint, RecordedEvent recorded, string? orderKey)
    {
        if (!messages.TryGetValue(recorded.Position, out var message))
        {
            message = WebhookMessage.Of(recorded, catalog, options.PublicUrl);
            messages.Add(recorded.Position, message);
        }

        // What is in order is leased by looking at what is before it.
        var isLeased = orderKey is null && endpoint.Reserve(1) == 1;
        deliveries.Add((endpoint.Webhook.Id, recorded.Position, orderKey, isLeased));
        if (isLeased)
        {
            if (!leased.TryGetValue(endpoint, out var list))
            {
                leased.Add(endpoint, list = []);
            }

            list.Add(new(endpoint.Webhook.Id, recorded.Position, 0, null, message, now + options.Lease));
        }
        else
        {
            endpoint.MayHaveMore = true;
        }
    }

    // language=sql
    const string InsertMessages = """
        insert into briefings.webhook_messages (position, id, type, body, created_at)
        select m.*, $5 from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[]) m(position, id, type, body)
        on conflict on constraint message_is_known_by_position do nothing
        """;

    // language=sql
    const string InsertDeliveries = """
        insert into briefings.webhook_deliveries (webhook_id, position, order_key, due_at, lease_owner, lease_until)
        select d.webhook_id, d.position, d.order_key, $5, case when d.leased then $6::integer end, case when d.leased then $7::timestamptz end
        from unnest($1::integer[], $2::bigint[], $3::text[], $4::boolean[]) d(webhook_id, position, order_key, leased)
        where exists (select from briefings.webhooks w where w.id = d.webhook_id)
        on conflict on constraint delivery_happens_once do nothing
        returning webhook_id, position
        """;

    /// <summary>Writes everything in the transaction of a connection, and the checkpoint with it.</summary>
    public async Task Write(NpgsqlConnection connection, NpgsqlBatchCommand checkpoint, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { checkpoint } };
        if (deliveries.Count > 0)
        {
            batch.BatchCommands.Add(Messages());
            batch.BatchCommands.Add(Deliveries());
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        do
        {
            while (await reader.ReadAsync(cancellation))
            {
                inserted.Add((reader.GetInt32(0), reader.GetInt64(1)));
            }
        }
        while (await reader.NextResultAsync(cancellation));
        if (deliveries.Count > 0)
        {
            FaultPoint.Pass("webhook.queuing");
        }
    }

    NpgsqlBatchCommand Messages()
    {
        var ordered = messages.Values.OrderBy(m => m.Position).ToList();
        return new(InsertMessages)
        {
            Parameters =
            {
                new() { Value = ordered.Select(m => m.Position).ToArray() },
                new() { Value = ordered.Select(m => m.Id).ToArray() },
                new() { Value = ordered.Select(m => m.Type).ToArray() },
                new() { Value = ordered.Select(m => m.Body).ToArray() },
                new() { Value = now },
            },
        };
    }

    NpgsqlBatchCommand Deliveries() => new(InsertDeliveries)
    {
        Parameters =
        {
            new() { Value = deliveries.Select(d => d.WebhookId).ToArray() },
            new() { Value = deliveries.Select(d => d.Position).ToArray() },
            new() { Value = deliveries.Select(d => d.OrderKey).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = deliveries.Select(d => d.IsLeased).ToArray() },
            new() { Value = now },
            new() { Value = node },
            new() { Value = now + options.Lease },
        },
    };

    /// <summary>What was leased, once it is committed.</summary>
    public IReadOnlyList<(WebhookEndpoint Endpoint, IReadOnlyList<LeasedDelivery> Deliveries)> Commit()
    {
        isCommitted = true;
        if (deliveries.Count > 0)
        {
            FaultPoint.Pass("webhook.queued");
        }

        var taken = new List<(WebhookEndpoint, IReadOnlyList<LeasedDelivery>)>();
        foreach (var (endpoint, list) in leased)
        {
            // What was there already is somebody else's.
            var own = list.FindAll(d => inserted.Contains((d.WebhookId, d.Position)));
            endpoint.GiveBack(list.Count - own.Count);
            taken.Add((endpoint, own));
        }

        return taken;
    }

    /// <summary>Gives the room back that was kept for a commit that did not come.</summary>
    public void Dispose()
    {
        foreach (var (endpoint, list) in isCommitted ? [] : leased)
        {
            endpoint.GiveBack(list.Count);
        }
    }
}
