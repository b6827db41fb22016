using Briefings.Articles;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>What is to be done from time to time: jobs, announcements of disabled subscriptions, subscriptions with too much waiting, and old rows.</summary>
sealed class WebhookHousekeeping(
    NpgsqlDataSource database, EventLog log, WebhookJobs jobs, WebhookOutbox outbox, Func<Webhook, CancellationToken, Task> tell, WebhookOptions options, TimeProvider clock)
{
    static readonly TimeSpan FullInterval = TimeSpan.FromSeconds(5);

    static readonly TimeSpan OldInterval = TimeSpan.FromMinutes(10);

    long fullAt, oldAt;

    /// <summary>Does what is due.</summary>
    /// <returns>Whether deliveries may have become due by it.</returns>
    public async Task<bool> Once(CancellationToken cancellation)
    {
        var queued = await jobs.Step(cancellation);
        while (queued && await jobs.Step(cancellation))
        {
        }

        await Announce(cancellation);
        if (IsDue(ref fullAt, FullInterval))
        {
            await outbox.SetAsideFull(cancellation);
        }

        if (IsDue(ref oldAt, OldInterval))
        {
            await ForgetOld(cancellation);
        }

        return queued;
    }

    bool IsDue(ref long last, TimeSpan interval)
    {
        if (last != 0 && clock.GetElapsedTime(last) < interval)
        {
            return false;
        }

        last = clock.GetTimestamp();
        return true;
    }

    // language=sql
    const string SelectUnannounced = WebhookRows.Select + " where w.state = 'disabled' and not w.announced";

    // language=sql
    const string SetAnnounced = "update briefings.webhooks set announced = true where id = $1 and changed_at = $2";

    /// <summary>Records each disabled subscription as an event and tells whom it names. The event has the same id however often this is tried.</summary>
    async Task Announce(CancellationToken cancellation)
    {
        await using var select = database.CreateCommand(SelectUnannounced);
        foreach (var webhook in await WebhookRows.Read(select, cancellation))
        {
            var stream = $"webhook-{webhook.Name}";
            var disabled = new WebhookDisabled { Webhook = webhook.Name, Host = webhook.Url.IdnHost, Reason = webhook.Reason ?? "", FailingSince = webhook.FailingSince };
            var id = ArticleStream.EventId(stream, FormattableString.Invariant($"disabled {webhook.Id} {webhook.ChangedAt:O}"));
            await log.Append(stream, ExpectedVersion.Any, [new NewEvent(id, disabled)], null, cancellation);
            FaultPoint.Pass("webhook.announced");
            await tell(webhook, cancellation);
            FaultPoint.Pass("webhook.told");
            await using var set = database.CreateCommand(SetAnnounced);
            set.Parameters.Add(new() { Value = webhook.Id });
            set.Parameters.Add(new() { Value = webhook.ChangedAt });
            await set.ExecuteNonQueryAsync(cancellation);
        }
    }

    // language=sql
    const string DeleteOld = """
        with old as (
            delete from briefings.webhook_deliveries d where d.ctid in (
                select o.ctid from briefings.webhook_deliveries o where o.state <> 0 and o.finished_at < $1 limit 10000)
            returning d.webhook_id, d.position)
        delete from briefings.webhook_attempts a using old where a.webhook_id = old.webhook_id and a.position = old.position
        """;

    // language=sql
    const string DeleteMessages = """
        delete from briefings.webhook_messages m where m.ctid in (
            select o.ctid from briefings.webhook_messages o
            where o.created_at < $1 and not exists (select from briefings.webhook_deliveries d where d.position = o.position)
            limit 10000)
        """;

    /// <summary>Removes what finished long ago, a bounded number of rows at a time.</summary>
    async Task ForgetOld(CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(DeleteOld) { Parameters = { new() { Value = clock.GetUtcNow() - options.Retention } } });
        batch.BatchCommands.Add(new(DeleteMessages) { Parameters = { new() { Value = clock.GetUtcNow() - options.Retention } } });
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
