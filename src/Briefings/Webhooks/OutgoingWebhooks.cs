using Briefings.EventStore;
using Briefings.Outbound;
using Briefings.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>Everything about webhooks on one database, wired once. Safe to share between threads.</summary>
public sealed class OutgoingWebhooks
{
    readonly NpgsqlDataSource database;
    readonly EventLog log;
    readonly Func<EventPlaces> places;
    readonly StoryPosition stories;
    readonly WebhookSender sender;
    readonly Lazy<SecretBox> box;
    readonly WebhookOptions options;
    readonly TimeProvider clock;

    public OutgoingWebhooks(
        NpgsqlDataSource database, EventLog log, Documents documents, Projector projections, OutboundClient client, OutboundOptions outbound,
        Lazy<SecretBox> box, WebhookOptions options, TimeProvider clock)
    {
        (this.database, this.log, this.box, this.options, this.clock) = (database, log, box, options, clock);
        places = () => new EventPlaces(documents);
        stories = new(projections);
        sender = new(client, options, clock);
        Subscriptions = new(database, log, box, sender, outbound, clock);
        Deliveries = new(database);
        Jobs = new(database, log, places, stories, options, clock);
        Ping = new(database, box, sender, options, clock);
    }

    public WebhookSubscriptions Subscriptions { get; }

    public WebhookDeliveries Deliveries { get; }

    public WebhookJobs Jobs { get; }

    public WebhookPing Ping { get; }

    /// <summary>Delivers until it is stopped; one for each running program.</summary>
    /// <param name="tell">Told of each subscription that was disabled, possibly more than once.</param>
    public WebhookDispatcher Dispatcher(Func<Webhook, CancellationToken, Task>? tell = null, ILogger<WebhookDispatcher>? logger = null)
    {
        var directory = new WebhookDirectory(box, clock);
        var outbox = new WebhookOutbox(database, log, places, directory, options, clock);
        var housekeeping = new WebhookHousekeeping(database, log, Jobs, outbox, tell ?? ((_, _) => Task.CompletedTask), options, clock);
        return new(database, log, sender, directory, outbox, housekeeping, stories, options, clock, logger ?? NullLogger<WebhookDispatcher>.Instance);
    }
}
