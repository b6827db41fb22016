using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Webhooks;

/// <summary>
/// Turns events of the log into deliveries: the rows, their messages and the checkpoint in one commit. It is fed by the log and
/// its own checkpoints only; a replay of projections brings it nothing.
/// </summary>
sealed class WebhookOutbox(NpgsqlDataSource database, EventLog log, Func<EventPlaces> places, WebhookDirectory directory, WebhookOptions options, TimeProvider clock)
{
    /// <summary>Events looked at in one commit.</summary>
    const int BatchSize = 500;

    // language=sql
    const string LockLive = "select l.position, l.revision from briefings.webhook_live l for update";

    // language=sql
    const string MoveLive = "update briefings.webhook_live set position = $1 where position < $1";

    /// <summary>Moves the subscriptions that follow the live edge towards a settled position by at most one batch.</summary>
    /// <param name="node">The node that leases what it has room for at once.</param>
    public async Task<OutboxStep> AdvanceLive(long mark, int node, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (position, revision) = await Lock(connection, cancellation);
        var given = revision == directory.Revision ? [] : await directory.Load(connection, revision, cancellation);
        if (position >= mark)
        {
            await transaction.CommitAsync(cancellation);
            return new(position, [], given);
        }

        var live = directory.Live;
        var (events, reached) = live.Count == 0 ? ([], mark) : await Read(position, mark, TypesOf(live), cancellation);
        using var rows = new OutboxRows(node, clock.GetUtcNow(), options, log.Catalog);
        foreach (var recorded in events)
        {
            foreach (var endpoint in live.Where(e => e.Webhook.Filter.Wants(recorded, null)))
            {
                rows.Add(endpoint, recorded, endpoint.Webhook.Ordering == WebhookOrdering.Strict ? "" : null);
            }
        }

        await rows.Write(connection, new NpgsqlBatchCommand(MoveLive) { Parameters = { new() { Value = reached } } }, cancellation);
        await transaction.CommitAsync(cancellation);
        return new(reached, rows.Commit(), given);
    }

    static async Task<(long Position, long Revision)> Lock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockLive, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The event types that anybody wants; <c>null</c> for all.</summary>
    string[]? TypesOf(IReadOnlyList<WebhookEndpoint> endpoints) => endpoints.Any(e => e.Webhook.Filter.Types.Count == 0 || e.Webhook.Filter.Types.Contains("*", StringComparer.Ordinal))
        ? null
        : [.. log.Catalog.Types.Select(t => t.Name).Where(name => endpoints.Any(e => e.Webhook.Filter.Types.Any(p => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(p, name, ignoreCase: false))))];

    async Task<(List<RecordedEvent> Events, long Reached)> Read(long after, long mark, string[]? types, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        await foreach (var recorded in log.ReadSettled(after, mark, types, cancellation))
        {
            events.Add(recorded);
            if (events.Count == BatchSize)
            {
                return (events, recorded.Position);
            }
        }

        return (events, mark);
    }

    // language=sql
    const string LockOwn = "select w.position from briefings.webhooks w where w.id = $1 and w.state = 'active' and w.position is not null for update skip locked";

    // language=sql
    const string MoveOwn = "update briefings.webhooks set position = $2 where id = $1";

    // language=sql
    const string CountWaiting = "select count(*) from (select from briefings.webhook_deliveries where webhook_id = $1 and state = 0 limit $2) w";

    // language=sql
    const string ReadLive = "select l.position from briefings.webhook_live l";

    /// <summary>Moves one subscription with a checkpoint of its own towards a position by at most one batch.</summary>
    /// <param name="upTo">Settled, and if it needs the stories not above where they are.</param>
    public async Task<OutboxStep> AdvanceOwn(WebhookEndpoint endpoint, long upTo, int node, CancellationToken cancellation)
    {
        if (endpoint.Webhook.NeedsStories)
        {
            return await AdvanceOwn(endpoint, upTo, joins: false, node, cancellation);
        }

        await using var live = database.CreateCommand(ReadLive);
        var edge = await live.ExecuteScalarAsync(cancellation) is long position ? position : 0;
        var step = await AdvanceOwn(endpoint, edge, joins: false, node, cancellation);
        return step.IsMore || step == OutboxStep.Nothing ? step : step.And(await AdvanceOwn(endpoint, edge, joins: true, node, cancellation));
    }

    /// <param name="joins">Whether to follow the live edge from here on. Holds it meanwhile: for the last few events only.</param>
    async Task<OutboxStep> AdvanceOwn(WebhookEndpoint endpoint, long target, bool joins, int node, CancellationToken cancellation)
    {
        var webhook = endpoint.Webhook;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        if (joins)
        {
            // The live edge is locked first wherever both are.
            (target, _) = await Lock(connection, cancellation);
        }

        await using var own = new NpgsqlCommand(LockOwn, connection) { Parameters = { new() { Value = webhook.Id } } };
        if (await own.ExecuteScalarAsync(cancellation) is not long position || await IsFull(connection, webhook, cancellation))
        {
            return OutboxStep.Nothing;
        }

        var (events, reached) = position >= target ? ([], position) : await Read(position, target, TypesOf([endpoint]), cancellation);
        using var rows = new OutboxRows(node, clock.GetUtcNow(), options, log.Catalog);
        var found = places();
        foreach (var recorded in events)
        {
            var place = webhook.NeedsStories ? await found.Of(recorded, webhook.Filter.MinimumSalience is not null, cancellation) : null;
            if (webhook.Filter.Wants(recorded, place))
            {
                rows.Add(endpoint, recorded, OrderKey(webhook, recorded, place));
            }
        }

        var joined = joins && reached == target;
        await rows.Write(connection, Moved(webhook.Id, joined ? null : reached), cancellation);
        if (joined)
        {
            await WebhookSubscriptions.Touch(connection, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return new(reached, rows.Commit(), []) { IsMore = reached < target };
    }

    internal static string? OrderKey(Webhook webhook, RecordedEvent recorded, EventPlace? place) => webhook.Ordering switch
    {
        WebhookOrdering.Strict => "",
        WebhookOrdering.Ordered => place?.StoryId ?? recorded.Stream,
        _ => null,
    };

    static NpgsqlBatchCommand Moved(int id, long? position) => new(MoveOwn)
    {
        Parameters = { new() { Value = id }, new() { Value = (object?)position ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint } },
    };

    async Task<bool> IsFull(NpgsqlConnection connection, Webhook webhook, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand(CountWaiting, connection) { Parameters = { new() { Value = webhook.Id }, new() { Value = options.MaxWaiting } } };
        return await count.ExecuteScalarAsync(cancellation) is long waiting && waiting >= options.MaxWaiting;
    }

    // language=sql
    const string SetAside = """
        update briefings.webhooks w set position = l.position, changed_at = $2
        from briefings.webhook_live l
        where w.position is null and w.state = 'active'
          and w.id in (select d.webhook_id from briefings.webhook_deliveries d where d.state = 0 group by d.webhook_id having count(*) >= $1)
        """;

    /// <summary>Takes subscriptions for which too much waits off the live edge: their events wait in the log until there is room.</summary>
    public async Task SetAsideFull(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Lock(connection, cancellation);
        await using var aside = new NpgsqlCommand(SetAside, connection) { Parameters = { new() { Value = (long)options.MaxWaiting }, new() { Value = clock.GetUtcNow() } } };
        if (await aside.ExecuteNonQueryAsync(cancellation) > 0)
        {
            await WebhookSubscriptions.Touch(connection, cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }
}

/// <summary>What one step of the outbox did.</summary>
/// <param name="Leased">What this node leased on the way.</param>
/// <param name="GivenBack">What has to be given back, because a subscription changed.</param>
sealed record OutboxStep(long Reached, IReadOnlyList<(WebhookEndpoint Endpoint, IReadOnlyList<LeasedDelivery> Deliveries)> Leased, IReadOnlyList<LeasedDelivery> GivenBack)
{
    public static OutboxStep Nothing { get; } = new(0, [], []);

    /// <summary>Whether there is more to do right away.</summary>
    public bool IsMore { get; init; }

    public OutboxStep And(OutboxStep next) => next with { Leased = [.. Leased, .. next.Leased], GivenBack = [.. GivenBack, .. next.GivenBack] };
}
