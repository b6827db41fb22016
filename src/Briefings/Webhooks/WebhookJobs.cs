using Briefings.EventStore;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>What is asked for over a range of positions.</summary>
public enum WebhookJobKind
{
    /// <summary>Deliveries that ended are made again.</summary>
    Redeliver,

    /// <summary>Events of the log are looked at again, and those that are wanted are delivered, whether they were before or not.</summary>
    Replay,
}

/// <summary>Work over a range of positions and how far it is.</summary>
/// <param name="From">First position, included.</param>
/// <param name="To">Last position, included.</param>
/// <param name="Position">Done up to here.</param>
/// <param name="Queued">Deliveries it has made due.</param>
/// <param name="Waiting">Deliveries of the range that are still to be made.</param>
public sealed record WebhookJob(
    int Id, string Webhook, WebhookJobKind Kind, long From, long To, bool OnlyFailed, long Position, long Queued, long Waiting, DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt);

/// <summary>Redelivery and replay in steps, each of which is one commit with its progress; a kill costs at most the step under way.</summary>
public sealed class WebhookJobs
{
    const int BatchSize = 500;

    readonly NpgsqlDataSource database;
    readonly EventLog log;
    readonly Func<EventPlaces> places;
    readonly StoryPosition stories;
    readonly WebhookOptions options;
    readonly TimeProvider clock;

    internal WebhookJobs(NpgsqlDataSource database, EventLog log, Func<EventPlaces> places, StoryPosition stories, WebhookOptions options, TimeProvider clock) =>
        (this.database, this.log, this.places, this.stories, this.options, this.clock) = (database, log, places, stories, options, clock);

    // language=sql
    const string Insert = """
        with added as (
            insert into briefings.webhook_jobs (webhook_id, kind, from_position, to_position, only_failed, position, created_at)
            select w.id, $2, $3, least($4, coalesce(w.position, (select l.position from briefings.webhook_live l))), $5, $3 - 1, $6
            from briefings.webhooks w where w.name = $1
            returning id)
        select id, pg_notify('briefings_webhooks', '') from added
        """;

    /// <summary>Asks for work over a range. It is done by whichever program serves.</summary>
    /// <param name="from">First position, included.</param>
    /// <param name="to">Last position, included; what the subscription has not come to yet is sent anyway.</param>
    /// <exception cref="WebhookRefusedException">There is no such webhook, or no such range.</exception>
    public async Task<int> Add(string webhook, WebhookJobKind kind, long from, long to, bool onlyFailed, CancellationToken cancellation)
    {
        if (from < 1 || to < from)
        {
            throw new WebhookRefusedException($"Expected a range of positions from 1, found {from} to {to}.");
        }

        await using var insert = database.CreateCommand(Insert);
        object[] values = [webhook, kind == WebhookJobKind.Replay ? "replay" : "redeliver", from, to, onlyFailed, clock.GetUtcNow()];
        foreach (var value in values)
        {
            insert.Parameters.Add(new() { Value = value });
        }

        return await insert.ExecuteScalarAsync(cancellation) is int id ? id : throw new WebhookRefusedException($"Expected the name of a webhook, found none named \"{webhook}\".");
    }

    // language=sql
    const string SelectJobs = """
        select j.id, w.name, j.kind, j.from_position, j.to_position, j.only_failed, j.position, j.queued, j.created_at, j.finished_at,
               (select count(*) from briefings.webhook_deliveries d
                where d.webhook_id = j.webhook_id and d.position between j.from_position and j.to_position and d.state = 0)
        from briefings.webhook_jobs j join briefings.webhooks w on w.id = j.webhook_id
        where w.name = $1
        order by j.id
        """;

    /// <summary>The jobs of a webhook, the oldest first.</summary>
    public async Task<IReadOnlyList<WebhookJob>> Of(string webhook, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand(SelectJobs);
        select.Parameters.Add(new() { Value = webhook });
        var jobs = new List<WebhookJob>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            jobs.Add(Job(reader));
        }

        return jobs;
    }

    static WebhookJob Job(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetString(1), Enum.Parse<WebhookJobKind>(reader.GetString(2), ignoreCase: true), reader.GetInt64(3), reader.GetInt64(4),
        reader.GetBoolean(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(10), reader.GetFieldValue<DateTimeOffset>(8),
        reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9));

    // language=sql
    const string LockNext = """
        select j.id, j.webhook_id, j.kind, j.position, j.to_position, j.only_failed from briefings.webhook_jobs j
        where j.finished_at is null
          and (select count(*) from (
                   select from briefings.webhook_deliveries d where d.webhook_id = j.webhook_id and d.state = 0 limit $1) w) < $1
        order by j.id
        limit 1
        for update skip locked
        """;

    /// <summary>Does one step of the oldest job for whose webhook not too much waits.</summary>
    /// <returns>Whether there was one.</returns>
    internal async Task<bool> Step(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        (int Id, int WebhookId, string Kind, long Position, long To, bool OnlyFailed) job;
        await using (var next = new NpgsqlCommand(LockNext, connection) { Parameters = { new() { Value = (long)options.MaxWaiting } } })
        await using (var reader = await next.ExecuteReaderAsync(cancellation))
        {
            if (!await reader.ReadAsync(cancellation))
            {
                return false;
            }

            job = (reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetBoolean(5));
        }

        var (reached, queued) = job.Kind == "replay"
            ? await Replay(connection, job.WebhookId, job.Position, job.To, cancellation)
            : await Redeliver(connection, job.WebhookId, job.Position, job.To, job.OnlyFailed, cancellation);
        await Progress(connection, job.Id, reached, queued, reached >= job.To, cancellation);
        FaultPoint.Pass("webhook.requeuing");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("webhook.requeued");
        return reached > job.Position;
    }

    // language=sql
    const string MakeDue = """
        with chosen as (
            select d.position from briefings.webhook_deliveries d
            where d.webhook_id = $1 and d.position > $2 and d.position <= $3 and d.state <> 0 and (not $4 or d.state = 2)
            order by d.position limit $5),
        made as (
            update briefings.webhook_deliveries d set state = 0, attempts = 0, due_at = $6, finished_at = null
            from chosen where d.webhook_id = $1 and d.position = chosen.position)
        select count(*), max(position) from chosen
        """;

    async Task<(long Reached, long Queued)> Redeliver(NpgsqlConnection connection, int webhook, long after, long to, bool onlyFailed, CancellationToken cancellation)
    {
        await using var make = new NpgsqlCommand(MakeDue, connection)
        {
            Parameters =
            {
                new() { Value = webhook }, new() { Value = after }, new() { Value = to }, new() { Value = onlyFailed }, new() { Value = BatchSize },
                new() { Value = clock.GetUtcNow() },
            },
        };
        await using var reader = await make.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var count = reader.GetInt64(0);
        return (count == BatchSize ? reader.GetInt64(1) : to, count);
    }

    // language=sql
    const string SelectWebhook = WebhookRows.Select + " where w.id = $1";

    async Task<(long Reached, long Queued)> Replay(NpgsqlConnection connection, int id, long after, long to, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(SelectWebhook, connection) { Parameters = { new() { Value = id } } };
        var webhook = (await WebhookRows.Read(select, cancellation))[0];
        to = webhook.NeedsStories ? Math.Min(to, await stories.Read(cancellation)) : to;
        var (found, read, reached) = (places(), 0, to);
        var wanted = new List<(WebhookMessage Message, string? OrderKey)>();
        await foreach (var recorded in log.ReadSettled(after, to, null, cancellation))
        {
            var place = webhook.NeedsStories ? await found.Of(recorded, webhook.Filter.MinimumSalience is not null, cancellation) : null;
            if (webhook.Filter.Wants(recorded, place))
            {
                wanted.Add((WebhookMessage.Of(recorded, log.Catalog, options.PublicUrl), WebhookOutbox.OrderKey(webhook, recorded, place)));
            }

            if (++read == BatchSize)
            {
                reached = recorded.Position;
                break;
            }
        }

        await QueueAgain(connection, id, wanted, cancellation);
        return (Math.Max(reached, after), wanted.Count);
    }

    // language=sql
    const string InsertMessages = """
        insert into briefings.webhook_messages (position, id, type, body, created_at)
        select m.*, $5 from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[]) m(position, id, type, body)
        on conflict on constraint message_is_known_by_position do nothing
        """;

    // language=sql
    const string InsertDeliveries = """
        insert into briefings.webhook_deliveries as k (webhook_id, position, order_key, due_at)
        select $1, d.position, d.order_key, $4 from unnest($2::bigint[], $3::text[]) d(position, order_key)
        on conflict on constraint delivery_happens_once do update set state = 0, attempts = 0, due_at = excluded.due_at, finished_at = null
        where k.state <> 0
        """;

    async Task QueueAgain(NpgsqlConnection connection, int id, List<(WebhookMessage Message, string? OrderKey)> wanted, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var positions = wanted.Select(w => w.Message.Position).ToArray();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(InsertMessages)
                {
                    Parameters =
                    {
                        new() { Value = positions }, new() { Value = wanted.Select(w => w.Message.Id).ToArray() },
                        new() { Value = wanted.Select(w => w.Message.Type).ToArray() }, new() { Value = wanted.Select(w => w.Message.Body).ToArray() },
                        new() { Value = clock.GetUtcNow() },
                    },
                },
                new(InsertDeliveries)
                {
                    Parameters =
                    {
                        new() { Value = id }, new() { Value = positions },
                        new() { Value = wanted.Select(w => w.OrderKey).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text },
                        new() { Value = clock.GetUtcNow() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string MoveJob = "update briefings.webhook_jobs set position = $2, queued = queued + $3, finished_at = case when $4 then $5::timestamptz end where id = $1";

    async Task Progress(NpgsqlConnection connection, int id, long reached, long queued, bool isDone, CancellationToken cancellation)
    {
        await using var move = new NpgsqlCommand(MoveJob, connection)
        {
            Parameters = { new() { Value = id }, new() { Value = reached }, new() { Value = queued }, new() { Value = isDone }, new() { Value = clock.GetUtcNow() } },
        };
        await move.ExecuteNonQueryAsync(cancellation);
    }
}
