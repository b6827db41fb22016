using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Webhooks;

/// <summary>Deliveries in the database, as a node leases and settles them.</summary>
sealed class WebhookQueue(NpgsqlDataSource database, WebhookOptions options, TimeProvider clock)
{
    // language=sql
    const string LeaseDue = """
        with due as (
            select d.webhook_id, d.position
            from unnest($1::integer[], $2::integer[]) w(webhook_id, free)
            cross join lateral (
                select c.webhook_id, c.position from briefings.webhook_deliveries c
                where c.webhook_id = w.webhook_id and c.state = 0 and c.lease_owner is null and c.due_at <= $3
                order by c.due_at, c.position
                limit w.free
                for update skip locked) d),
        leased as (
            update briefings.webhook_deliveries d set lease_owner = $4, lease_until = $5
            from due where d.webhook_id = due.webhook_id and d.position = due.position
            returning d.webhook_id, d.position, d.attempts, d.order_key)
        select l.webhook_id, l.position, l.attempts, l.order_key, m.id, m.type, m.body
        from leased l left join briefings.webhook_messages m on m.position = l.position
        order by l.position
        """;

    /// <summary>Leases what is due, for each webhook as much as it has room for.</summary>
    public async Task<List<LeasedDelivery>> Lease(IReadOnlyList<(int WebhookId, int Free)> room, int node, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(LeaseDue);
        command.Parameters.Add(new() { Value = room.Select(r => r.WebhookId).ToArray() });
        command.Parameters.Add(new() { Value = room.Select(r => r.Free).ToArray() });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = node });
        command.Parameters.Add(new() { Value = now + options.Lease });
        var leased = await Read(command, now + options.Lease, cancellation);
        if (leased.Count > 0)
        {
            FaultPoint.Pass("webhook.leased");
        }

        return leased;
    }

    /// <summary>Class of the locks that let one node at a time choose among the ordered deliveries of a webhook, "BRWO".</summary>
    const int OrderLockClass = 0x4252574F;

    // language=sql
    const string LockOrder = "select pg_try_advisory_xact_lock($1, $2)";

    // language=sql
    const string LeaseInOrder = """
        with due as (
            select d.webhook_id, d.position from briefings.webhook_deliveries d
            where d.webhook_id = $1 and d.state = 0 and d.lease_owner is null and d.due_at <= $3
              and not exists (
                  select from briefings.webhook_deliveries e
                  where e.webhook_id = $1 and e.order_key = d.order_key and e.position < d.position and e.state = 0
                    and (e.lease_owner is not null or e.due_at > $3))
            order by d.position
            limit $2
            for update),
        leased as (
            update briefings.webhook_deliveries d set lease_owner = $4, lease_until = $5
            from due where d.webhook_id = due.webhook_id and d.position = due.position
            returning d.webhook_id, d.position, d.attempts, d.order_key)
        select l.webhook_id, l.position, l.attempts, l.order_key, m.id, m.type, m.body
        from leased l left join briefings.webhook_messages m on m.position = l.position
        order by l.position
        """;

    /// <summary>Leases what is due and has nothing before it in its order that is held back or under way.</summary>
    public async Task<List<LeasedDelivery>> LeaseOrdered(int webhookId, int free, int node, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // A statement of its own: the next one has to see what the lock's holder before committed.
        await using (var order = new NpgsqlCommand(LockOrder, connection) { Parameters = { new() { Value = OrderLockClass }, new() { Value = webhookId } } })
        {
            if (await order.ExecuteScalarAsync(cancellation) is not true)
            {
                return [];
            }
        }

        var now = clock.GetUtcNow();
        await using var lease = new NpgsqlCommand(LeaseInOrder, connection)
        {
            Parameters = { new() { Value = webhookId }, new() { Value = free }, new() { Value = now }, new() { Value = node }, new() { Value = now + options.Lease } },
        };
        var leased = await Read(lease, now + options.Lease, cancellation);
        await transaction.CommitAsync(cancellation);
        if (leased.Count > 0)
        {
            FaultPoint.Pass("webhook.leased");
        }

        return leased;
    }

    static async Task<List<LeasedDelivery>> Read(NpgsqlCommand command, DateTimeOffset leaseUntil, CancellationToken cancellation)
    {
        var leased = new List<LeasedDelivery>();
        var messages = new Dictionary<long, WebhookMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            leased.Add(Row(reader, messages, leaseUntil));
        }

        return leased;
    }

    static LeasedDelivery Row(NpgsqlDataReader reader, Dictionary<long, WebhookMessage> messages, DateTimeOffset leaseUntil)
    {
        var position = reader.GetInt64(1);
        if (!reader.IsDBNull(4) && !messages.ContainsKey(position))
        {
            messages.Add(position, new(position, reader.GetString(4), reader.GetString(5), reader.GetFieldValue<byte[]>(6)));
        }

        return new(reader.GetInt32(0), position, reader.GetInt16(2), reader.IsDBNull(3) ? null : reader.GetString(3), messages.GetValueOrDefault(position), leaseUntil);
    }

    // language=sql
    const string SettleDeliveries = """
        update briefings.webhook_deliveries d
        set state = c.state, attempts = c.attempts, due_at = c.due_at, lease_owner = null, lease_until = null,
            finished_at = case when c.state <> 0 then $6::timestamptz end
        from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::timestamptz[]) c(webhook_id, position, state, attempts, due_at)
        where d.webhook_id = c.webhook_id and d.position = c.position and d.lease_owner = $7
        """;

    // language=sql
    const string LogAttempts = """
        insert into briefings.webhook_attempts (webhook_id, position, at, attempt, status, milliseconds, failure, answer)
        select a.* from unnest($1::integer[], $2::bigint[], $3::timestamptz[], $4::smallint[], $5::smallint[], $6::integer[], $7::text[], $8::text[])
            a(webhook_id, position, at, attempt, status, milliseconds, failure, answer)
        where exists (select from briefings.webhooks w where w.id = a.webhook_id)
        """;

    /// <summary>Writes what became of leased deliveries, and the log of their attempts, in one commit.</summary>
    public async Task Settle(IReadOnlyList<SettledDelivery> settled, int node, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new(SettleDeliveries)
        {
            Parameters =
            {
                new() { Value = settled.Select(s => s.Delivery.WebhookId).ToArray() },
                new() { Value = settled.Select(s => s.Delivery.Position).ToArray() },
                new() { Value = settled.Select(s => (short)s.State).ToArray() },
                new() { Value = settled.Select(s => (short)(s.Delivery.Attempts + (s.Attempt is null ? 0 : 1))).ToArray() },
                new() { Value = settled.Select(s => s.DueAt.ToUniversalTime()).ToArray() },
                new() { Value = clock.GetUtcNow() },
                new() { Value = node },
            },
        });
        if (settled.Any(s => s.Attempt is not null))
        {
            batch.BatchCommands.Add(Attempts([.. settled.Where(s => s.Attempt is not null).Select(s => (s.Delivery.WebhookId, s.Delivery.Position, s.Delivery.Attempts + 1, s.Attempt!))]));
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        FaultPoint.Pass("webhook.settled");
    }

    /// <summary>Logs an attempt that belongs to no delivery, such as a test ping.</summary>
    public async Task LogPing(int webhookId, WebhookAttempt attempt, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Attempts([(webhookId, 0, 1, attempt)]));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    static NpgsqlBatchCommand Attempts(IReadOnlyList<(int WebhookId, long Position, int Number, WebhookAttempt Attempt)> attempts) => new(LogAttempts)
    {
        Parameters =
        {
            new() { Value = attempts.Select(a => a.WebhookId).ToArray() },
            new() { Value = attempts.Select(a => a.Position).ToArray() },
            new() { Value = attempts.Select(a => a.Attempt.At.ToUniversalTime()).ToArray() },
            new() { Value = attempts.Select(a => (short)a.Number).ToArray() },
            new() { Value = attempts.Select(a => (short?)a.Attempt.Status).ToArray() },
            new() { Value = attempts.Select(a => (int)a.Attempt.Took.TotalMilliseconds).ToArray() },
            new() { Value = attempts.Select(a => a.Attempt.Failure).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = attempts.Select(a => a.Attempt.Answer.Length == 0 ? null : a.Attempt.Answer).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        },
    };

    // language=sql
    const string FreeLeases = """
        update briefings.webhook_deliveries d set lease_owner = null, lease_until = null
        where d.lease_owner is not null
          and (d.lease_until < $1 or d.lease_owner not in (
              select l.objid::bigint::integer from pg_locks l
              where l.locktype = 'advisory' and l.objsubid = 2 and l.classid::bigint = $2
                and l.database = (select b.oid from pg_database b where b.datname = current_database())))
        """;

    /// <summary>Frees what is leased to nodes that are gone, or that kept it for too long.</summary>
    public async Task<int> FreeLost(CancellationToken cancellation)
    {
        await using var free = database.CreateCommand(FreeLeases);
        free.Parameters.Add(new() { Value = clock.GetUtcNow() });
        free.Parameters.Add(new() { Value = (long)WebhookNode.LockClass });
        return await free.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string MarkFailing = "update briefings.webhooks set failing_since = $2 where id = $1 and (failing_since is null) <> ($2::timestamptz is null)";

    /// <summary>Remembers since when an endpoint fails; <c>null</c> when it works again.</summary>
    public async Task Failing(int webhookId, DateTimeOffset? since, CancellationToken cancellation)
    {
        await using var mark = database.CreateCommand(MarkFailing);
        mark.Parameters.Add(new() { Value = webhookId });
        mark.Parameters.Add(new() { Value = (object?)since?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await mark.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string SetNotBefore = "update briefings.webhooks set not_before = greatest(not_before, $2) where id = $1";

    /// <summary>Keeps every node from sending to an endpoint before a moment.</summary>
    public async Task HoldBack(int webhookId, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WebhookSubscriptions.Touch(connection, cancellation);
        await using var hold = new NpgsqlCommand(SetNotBefore, connection) { Parameters = { new() { Value = webhookId }, new() { Value = until.ToUniversalTime() } } };
        await hold.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    // language=sql
    const string FailsSince = "select failing_since from briefings.webhooks where id = $1";

    /// <summary>Since when an endpoint has failed by the word of all nodes; <c>null</c> when one of them has had a success.</summary>
    public async Task<DateTimeOffset?> FailingSince(int webhookId, CancellationToken cancellation)
    {
        await using var since = database.CreateCommand(FailsSince);
        since.Parameters.Add(new() { Value = webhookId });
        return await since.ExecuteScalarAsync(cancellation) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    // language=sql
    const string SetDisabled = """
        update briefings.webhooks set state = 'disabled', reason = $2, announced = false, changed_at = $3,
            position = coalesce(position, (select l.position from briefings.webhook_live l))
        where id = $1 and state = 'active'
        """;

    /// <summary>Stops sending to an endpoint until somebody resumes it. What waits for it stays.</summary>
    public async Task Disable(int webhookId, string reason, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WebhookSubscriptions.Touch(connection, cancellation);
        await using var disable = new NpgsqlCommand(SetDisabled, connection) { Parameters = { new() { Value = webhookId }, new() { Value = reason }, new() { Value = clock.GetUtcNow() } } };
        await disable.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("webhook.disabled");
    }
}
