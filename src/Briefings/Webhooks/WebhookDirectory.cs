using System.Collections.Concurrent;
using Briefings.Secrets;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>The subscriptions as one node keeps them in memory, brought up to date whenever their revision in the database has moved.</summary>
sealed class WebhookDirectory(Lazy<SecretBox> box, TimeProvider clock)
{
    readonly ConcurrentDictionary<int, WebhookEndpoint> endpoints = new();

    /// <summary>What the subscriptions were read at; -1 before the first time.</summary>
    public long Revision { get; private set; } = -1;

    /// <summary>Those that follow the live edge together.</summary>
    public IReadOnlyList<WebhookEndpoint> Live { get; private set; } = [];

    /// <summary>Those with a checkpoint of their own that are active.</summary>
    public IReadOnlyList<WebhookEndpoint> OnTheirOwn { get; private set; } = [];

    public ICollection<WebhookEndpoint> All => endpoints.Values;

    public WebhookEndpoint? Find(int id) => endpoints.GetValueOrDefault(id);

    // language=sql
    const string SelectAll = WebhookRows.Select + " order by w.id";

    /// <summary>Reads the subscriptions anew.</summary>
    /// <param name="revision">As read under the lock of the live edge, or before this call.</param>
    /// <returns>What has to be given back, because its endpoint no longer sends.</returns>
    public async Task<IReadOnlyList<LeasedDelivery>> Load(NpgsqlConnection connection, long revision, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(SelectAll, connection);
        var given = new List<LeasedDelivery>();
        var rows = await WebhookRows.Read(select, cancellation);
        foreach (var row in rows)
        {
            var keys = WebhookKeyring.TryOpen(box.Value, row.Secrets, row.Name);
            var headers = row.Headers is null ? null : WebhookKeyring.TryOpenHeaders(box.Value, row.Headers, row.Name);
            if (endpoints.TryGetValue(row.Id, out var known))
            {
                given.AddRange(known.Update(row, row.Headers is not null && headers is null ? null : keys, headers));
            }
            else
            {
                endpoints[row.Id] = new WebhookEndpoint(row, row.Headers is not null && headers is null ? null : keys, headers, clock);
            }
        }

        foreach (var gone in endpoints.Keys.Except(rows.Select(r => r.Id)).ToList())
        {
            if (endpoints.TryRemove(gone, out var endpoint))
            {
                endpoint.Stop();
            }
        }

        var active = rows.Where(r => r.State == WebhookState.Active).Select(r => endpoints[r.Id]).ToList();
        Live = [.. active.Where(e => e.Webhook.Position is null)];
        OnTheirOwn = [.. active.Where(e => e.Webhook.Position is not null)];
        Revision = revision;
        return given;
    }
}
