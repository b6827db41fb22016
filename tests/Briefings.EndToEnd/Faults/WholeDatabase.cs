using System.Globalization;
using Briefings.Articles;
using Briefings.Editions;
using Briefings.EventStore;
using Briefings.Feeds;
using Briefings.Profiles;
using Npgsql;

namespace Briefings.EndToEnd.Faults;

/// <summary>What PostgreSQL itself can say of a desk: torn commits, and work that nobody will do.</summary>
static class WholeDatabase
{
    static readonly IProjection[] Inline = [new ArticleIndex(), new EditionList(), new DraftList(), new ProfileList(), new FeedList()];

    // language=sql
    const string Slots = "select name, version, slot, position from briefings.projections order by 1, 2, 3";

    /// <summary>
    /// Documents that are ahead of the checkpoint they were to be committed with, and events that an inline projection was
    /// to be committed with and does not have. Nobody must be at work.
    /// </summary>
    public static async Task<List<string>> Torn(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var torn = new List<string>();
        foreach (var (name, version, slot, position) in await Rows(database, Slots, r => (r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetInt64(3)), cancellation))
        {
            var table = string.Create(CultureInfo.InvariantCulture, $"projection_{name}_v{version}{(slot == "live" ? "" : "_" + slot)}");
            torn.AddRange(await Rows(
                database, $"select key, position from briefings.{table} where position > {position.ToString(CultureInfo.InvariantCulture)}",
                r => string.Create(CultureInfo.InvariantCulture, $"{table}: {r.GetString(0)} holds position {r.GetInt64(1)}, the checkpoint is {position}"), cancellation));
            if (slot == "live" && Inline.FirstOrDefault(p => p.Name == name && p.Version == version) is { } inline)
                torn.AddRange(await Behind(database, inline, position, cancellation));
        }

        return torn;
    }

    // language=sql
    const string Missed = """
        select e.position from briefings.events e join briefings.event_types t on t.id = e.type_id
        where e.position > $1 and t.name = any($2) order by 1
        """;

    static async Task<List<string>> Behind(NpgsqlDataSource database, IProjection inline, long position, CancellationToken cancellation) => await Rows(
        database, Missed, r => string.Create(CultureInfo.InvariantCulture, $"{inline.Name}: stands at {position} and does not have the event at {r.GetInt64(0)}"), cancellation,
        position, (inline.EventTypes ?? []).ToArray());

    // What a running server has to do, or to end, sooner or later.
    // language=sql
    const string Waiting = """
        select format('delivery of %s to %s: state %s, lease of %s', d.position, w.name, d.state, d.lease_owner)
        from briefings.webhook_deliveries d join briefings.webhooks w on w.id = d.webhook_id
        where d.lease_owner is not null or (d.state = 0 and w.state = 'active')
        union all
        select format('subscription %s: stands at %s', w.name, coalesce(w.position, l.position))
        from briefings.webhooks w, briefings.webhook_live l
        where w.state = 'active' and coalesce(w.position, l.position) < (select max(position) from briefings.events)
        union all
        select format('job %s of webhook %s', j.id, w.name) from briefings.webhook_jobs j join briefings.webhooks w on w.id = j.webhook_id
        where j.finished_at is null and w.state = 'active'
        union all
        select format('nobody was told that %s is disabled', name) from briefings.webhooks where state = 'disabled' and not announced
        union all
        select format('mail %s to %s: state %s', subject_key, recipient, state) from briefings.mails where state in (0, 3)
        union all
        select format('mails are written up to %s only', position) from briefings.mail_checkpoint where position < (select max(position) from briefings.events)
        union all
        select format('feed %s is overdue since %s', url, next_poll_at) from briefings.feed_fetches where next_poll_at < now() - interval '10 seconds'
        union all
        select format('feed %s is leased until %s', url, leased_until) from briefings.feed_fetches where leased_until is not null
        union all
        select format('%s is in the log and on no list', k.key) from briefings.projection_feeds_v1 k
        where starts_with(k.key, 'feed-') and not (k.body::jsonb ->> 'status' in ('Removed', 'removed', 'Gone', 'gone', '3', '4'))
          and not exists (select from briefings.feed_fetches f where f.stream = k.key)
        union all
        select format('%s is removed and on the list', f.url) from briefings.feed_fetches f join briefings.projection_feeds_v1 k on k.key = f.stream
        where k.body::jsonb ->> 'status' in ('Removed', 'removed', '4')
        union all
        select format('redaction of %s was begun and not ended', what) from briefings.begun_redactions
        union all
        select format('%s v%s stands at %s', name, version, position) from briefings.projections
        where slot = 'live' and (state <> 'running' or name in ('stories', 'actors') and position < (select max(position) from briefings.events))
        """;

    /// <summary>What is still to be done while a server runs.</summary>
    public static Task<List<string>> Unfinished(NpgsqlDataSource database, CancellationToken cancellation) => Rows(database, Waiting, r => r.GetString(0), cancellation);

    // language=sql
    const string Held = """
        select format('lock of session %s', pid) from pg_locks where locktype = 'advisory'
        union all
        select format('transaction of session %s: %s', pid, query) from pg_stat_activity where state like 'idle in transaction%'
        union all
        select format('shard %s held by %s', s.shard, n.name) from briefings.shards s join briefings.live_nodes() n on n.id = s.node
        union all
        select format('%s of %s v%s', slot, name, version) from briefings.projections where slot <> 'live'
        union all
        select format('request %s was never answered', key) from briefings.idempotent_answers where status is null
        """;

    /// <summary>What is left when every program has ended.</summary>
    public static Task<List<string>> Left(NpgsqlDataSource database, CancellationToken cancellation) => Rows(database, Held, r => r.GetString(0), cancellation);

    // language=sql
    const string Contradictions = """
        select format('delivery of %s to webhook %s is settled without its attempt', d.position, d.webhook_id) from briefings.webhook_deliveries d
        where d.state = 1 and not exists (select from briefings.webhook_attempts a where a.webhook_id = d.webhook_id and a.position = d.position and a.failure is null)
        union all
        select format('attempt at %s to webhook %s is logged, the delivery knows %s', a.position, a.webhook_id, d.attempts)
        from briefings.webhook_deliveries d
        join (select webhook_id, position, count(*) as made from briefings.webhook_attempts group by 1, 2) a on a.webhook_id = d.webhook_id and a.position = d.position
        where a.made <> d.attempts and not exists (select from briefings.webhook_jobs j where j.webhook_id = d.webhook_id)
        union all
        select format('delivery of %s to webhook %s was given up', d.position, d.webhook_id) from briefings.webhook_deliveries d
        where d.state = 2 and exists (select from briefings.webhook_messages m where m.position = d.position)
        union all
        select format('mail %s is sent without its attempt', m.id) from briefings.mails m
        where m.state = 1 and not exists (select from briefings.mail_attempts a where a.mail_id = m.id)
        union all
        select format('edition at %s was never written down as a mail to its %s recipients', e.position, json_array_length(p.body #> '{profile,recipients}'))
        from briefings.events e
        join briefings.event_types t on t.id = e.type_id and t.name = 'EditionPublished'
        join briefings.edition_files f on f.sha256 = e.body ->> 'contentDigest'
        join lateral (
            select d.body from briefings.events d join briefings.event_types u on u.id = d.type_id and u.name = 'ProfileDefined'
            where d.body #>> '{profile,name}' = e.body ->> 'profile' and d.position < e.position order by d.position desc limit 1) p on true
        where (select count(*) from briefings.mails m where m.kind = 'edition' and starts_with(m.subject_key, (e.body ->> 'profile') || '-' || (e.body ->> 'day'))) < coalesce(json_array_length(p.body #> '{profile,recipients}'), 0)
        union all
        select format('the original of the event at %s is not kept', e.position) from briefings.events e
        where e.body -> 'original' ->> 'sha256' is not null and not exists (select from briefings.originals o where encode(o.sha256, 'hex') = e.body -> 'original' ->> 'sha256')
        union all
        select format('the edition at %s is not kept and cites nothing that was redacted', e.position) from briefings.events e
        join briefings.event_types t on t.id = e.type_id and t.name = 'EditionPublished'
        where not exists (select from briefings.edition_files f where f.sha256 = e.body ->> 'contentDigest')
          and not exists (
              select from briefings.events r join briefings.streams s on s.id = r.stream_id
              where starts_with(r.body::text, '{"$redacted":') and (e.body -> 'articles')::jsonb ? s.name)
        """;

    /// <summary>What two tables say differently.</summary>
    public static Task<List<string>> Disagreeing(NpgsqlDataSource database, CancellationToken cancellation) => Rows(database, Contradictions, r => r.GetString(0), cancellation);

    // language=sql
    const string Sent = """
        select e.id, e.position from briefings.events e where not starts_with(e.body::text, '{"$redacted":') order by e.position
        """;

    /// <summary>The events that every subscriber must have got, in the order of the log; those that were redacted perhaps never went out.</summary>
    public static Task<List<Guid>> Deliverable(NpgsqlDataSource database, CancellationToken cancellation) => Rows(database, Sent, r => r.GetGuid(0), cancellation);

    public static async Task<List<T>> Rows<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object[] values)
    {
        var rows = new List<T>();
#pragma warning disable CA2100 // The constants above, and names of tables.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(row(reader));
        return rows;
    }
}
