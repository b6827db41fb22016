using Briefings.EventStore;
using Briefings.Outbound;
using Briefings.Secrets;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>The subscriptions: adding, finding, changing and removing them. Safe to share between threads.</summary>
public sealed class WebhookSubscriptions(
    NpgsqlDataSource database, EventLog log, Lazy<SecretBox> box, WebhookSender sender, OutboundOptions outbound, TimeProvider clock)
{
    /// <summary>How long the secret before signs along after a rotation, unless told otherwise.</summary>
    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromHours(24);

    // language=sql
    const string Insert = """
        insert into briefings.webhooks (
            name, url, event_types, actors, countries, stories, minimum_intensity, minimum_salience, ordering, max_concurrency, max_per_second,
            origin, notify, ed25519, secrets, headers, state, position, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'active', $17, $18, $18)
        on conflict on constraint webhook_name_is_unique do nothing
        returning id
        """;

    /// <summary>Begins a subscription, after the endpoint's consent if a handshake is asked for.</summary>
    /// <exception cref="WebhookRefusedException">Something of the request cannot be had, or the endpoint does not consent.</exception>
    public async Task<WebhookWithSecret> Add(WebhookRequest request, CancellationToken cancellation)
    {
        var url = WebhookRequests.Checked(request, log.Catalog, outbound);
        if (request.Origin is { } origin)
        {
            request = await Consented(request, url, origin, cancellation);
        }

        var keys = WebhookKeyring.Create(request.Secret, request.Asymmetric);
        var after = request.After ?? await log.Settle(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var insert = new NpgsqlCommand(Insert, connection);
        WebhookRows.Bind(insert, request, url, keys.Seal(box.Value, request.Name), SealedHeaders(request), after, clock.GetUtcNow());
        if (await insert.ExecuteScalarAsync(cancellation) is not int)
        {
            throw new WebhookRefusedException($"Expected a name that is not taken, found a webhook named \"{request.Name}\" already.");
        }

        await Touch(connection, cancellation);
        await transaction.CommitAsync(cancellation);
        return new(await Named(request.Name, cancellation), keys.Secret, PublicKey(keys));
    }

    byte[]? SealedHeaders(WebhookRequest request) => request.Headers.Count == 0 ? null : WebhookKeyring.SealHeaders(box.Value, request.Headers, request.Name);

    async Task<WebhookRequest> Consented(WebhookRequest request, Uri url, string origin, CancellationToken cancellation)
    {
        var consent = await sender.AskConsent(url, origin, request.MaxPerSecond, cancellation);
        return consent.IsGiven ? request with { MaxPerSecond = consent.PerSecond ?? request.MaxPerSecond } : throw new WebhookRefusedException(consent.Reason);
    }

    static string? PublicKey(WebhookKeyring keys) => keys.PrivateKey is { } key ? WebhookKeys.Public(key) : null;

    /// <exception cref="WebhookRefusedException">There is none.</exception>
    public async Task<Webhook> Named(string name, CancellationToken cancellation) =>
        await Find(name, cancellation) ?? throw new WebhookRefusedException($"Expected the name of a webhook, found none named \"{name}\".");

    // language=sql
    const string SelectNamed = WebhookRows.Select + " where w.name = $1";

    /// <summary>The subscription of a name, or <c>null</c>.</summary>
    public async Task<Webhook?> Find(string name, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SelectNamed);
        command.Parameters.Add(new() { Value = name });
        return await WebhookRows.Read(command, cancellation) is [var found] ? found : null;
    }

    // language=sql
    const string SelectAll = WebhookRows.Select + " order by w.name";

    public async Task<IReadOnlyList<Webhook>> All(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SelectAll);
        return await WebhookRows.Read(command, cancellation);
    }

    // language=sql
    const string Delete = "delete from briefings.webhooks where name = $1";

    /// <summary>Ends a subscription and forgets its deliveries.</summary>
    public Task Remove(string name, CancellationToken cancellation) => Change(Delete, name, cancellation);

    // language=sql
    const string SetPaused = """
        update briefings.webhooks set state = 'paused', reason = null, changed_at = now(),
            position = coalesce(position, (select l.position from briefings.webhook_live l))
        where name = $1
        """;

    /// <summary>Stops sending until <see cref="Resume"/>; the events meanwhile wait in the log.</summary>
    public Task Pause(string name, CancellationToken cancellation) => Change(SetPaused, name, cancellation);

    // language=sql
    const string SetActive = """
        update briefings.webhooks set state = 'active', reason = null, announced = true, failing_since = null, not_before = null, changed_at = now()
        where name = $1
        """;

    /// <summary>Goes on where a subscription was paused or disabled.</summary>
    public Task Resume(string name, CancellationToken cancellation) => Change(SetActive, name, cancellation);

    // language=sql
    const string SetSecrets = "update briefings.webhooks set secrets = $2, changed_at = now() where name = $1";

    /// <summary>Gives a subscription new secrets; for a while requests carry signatures of both.</summary>
    /// <param name="grace">How long the ones before sign along.</param>
    /// <param name="secret">A secret of the customer's own; <c>null</c> to have one made.</param>
    public async Task<WebhookWithSecret> Rotate(string name, TimeSpan grace, string? secret, CancellationToken cancellation)
    {
        if (secret is not null && !WebhookSecret.IsWellFormed(secret))
        {
            throw new WebhookRefusedException(WebhookRequests.ExpectedSecret);
        }

        var webhook = await Named(name, cancellation);

        // Secrets sealed with a key that is lost have nothing to sign along with.
        var rotated = WebhookKeyring.TryOpen(box.Value, webhook.Secrets, name) is { } keys
            ? keys.Rotated(clock.GetUtcNow() + grace, secret)
            : WebhookKeyring.Create(secret, webhook.Asymmetric);
        await Change(SetSecrets, name, cancellation, rotated.Seal(box.Value, name));
        return new(await Named(name, cancellation), rotated.Secret, PublicKey(rotated));
    }

    async Task Change(string sql, string name, CancellationToken cancellation, byte[]? value = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Touch(connection, cancellation);
#pragma warning disable CA2100 // One of the constants above.
        await using var change = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        change.Parameters.Add(new() { Value = name });
        if (value is not null)
        {
            change.Parameters.Add(new() { Value = value });
        }

        if (await change.ExecuteNonQueryAsync(cancellation) == 0)
        {
            throw new WebhookRefusedException($"Expected the name of a webhook, found none named \"{name}\".");
        }

        await transaction.CommitAsync(cancellation);
    }

    // language=sql
    const string CountChange = """
        with counted as (update briefings.webhook_live set revision = revision + 1 returning revision)
        select pg_notify('briefings_webhooks', '') from counted
        """;

    /// <summary>Counts a change, in the transaction that makes it, and wakes whoever keeps the subscriptions in memory. Takes the lock of the live edge.</summary>
    internal static async Task Touch(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand(CountChange, connection);
        await count.ExecuteNonQueryAsync(cancellation);
    }
}
