using Briefings.EventStore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>
/// Delivers from the log to the endpoints until it is stopped. Any number of programs may run one on the same database; what a
/// killed one had under way is delivered again, nothing is lost, and nothing else is sent twice.
/// </summary>
public sealed class WebhookDispatcher
{
    internal static readonly TimeSpan TroubleInterval = TimeSpan.FromSeconds(1);

    readonly NpgsqlDataSource database;
    readonly EventLog log;
    readonly WebhookSender sender;
    readonly WebhookOptions options;
    readonly TimeProvider clock;
    readonly ILogger logger;
    readonly WebhookDirectory directory;
    readonly WebhookQueue queue;
    readonly WebhookOutbox outbox;
    readonly WebhookHousekeeping housekeeping;
    readonly StoryPosition stories;

    internal WebhookDispatcher(
        NpgsqlDataSource database, EventLog log, WebhookSender sender, WebhookDirectory directory, WebhookOutbox outbox, WebhookHousekeeping housekeeping,
        StoryPosition stories, WebhookOptions options, TimeProvider clock, ILogger logger)
    {
        (this.database, this.log, this.sender, this.options, this.clock, this.logger) = (database, log, sender, options, clock, logger);
        (this.directory, this.outbox, this.housekeeping, this.stories) = (directory, outbox, housekeeping, stories);
        queue = new(database, options, clock);
    }

    /// <summary>Runs until cancelled, also through trouble with the database.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var node = await WebhookNode.Join(database, cancellation);
                await new Session(this, node).Run(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // A loop's edge: whatever it was, deliveries must not stop for good.
                logger.DeliveriesWait(trouble);
                await Task.Delay(TroubleInterval, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The work under one node number; it ends when the number is lost.</summary>
    sealed class Session
    {
        readonly WebhookDispatcher all;
        readonly WebhookNode node;
        readonly AsyncSignal due = new();
        readonly AsyncSignal changed = new();
        readonly WebhookSettling settling;
        readonly WebhookSending sending;
        readonly WebhookClaiming claiming;

        public Session(WebhookDispatcher all, WebhookNode node)
        {
            (this.all, this.node) = (all, node);
            settling = new(all.queue, node.Number, due, all.options, all.clock, all.logger);
            sending = new(all.sender, settling, due, all.options, all.clock);
            claiming = new(all.log, all.stories, all.directory, all.outbox, all.queue, node.Number, sending, settling, due, changed, all.options, all.clock);
        }

        public async Task Run(CancellationToken cancellation)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await all.queue.FreeLost(ending.Token);
            Task[] work =
            [
                claiming.FollowLog(ending.Token), claiming.FollowOwn(ending.Token), claiming.LeaseDue(ending.Token), KeepHouse(ending.Token),
                settling.Run(ending.Token),
            ];
            var first = await Task.WhenAny(work);
            await ending.CancelAsync();
            try
            {
                await first;
            }
            finally
            {
                await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await SettleRest();
            }
        }

        /// <summary>Waits for what is under way and writes it, and gives everything else back.</summary>
        async Task SettleRest()
        {
            foreach (var endpoint in all.directory.All)
            {
                settling.GiveBack(endpoint.TakeWaiting());
            }

            await sending.Drain();
            await settling.WriteRest();
        }

        /// <summary>Sees changes of the subscriptions, leases of lost nodes, jobs, and what else comes up from time to time.</summary>
        async Task KeepHouse(CancellationToken cancellation)
        {
            while (true)
            {
                var nodes = await node.Nodes(cancellation);
                foreach (var endpoint in all.directory.All)
                {
                    endpoint.ShareWith(nodes);
                }

                if (await all.queue.FreeLost(cancellation) > 0)
                {
                    due.Set();
                }

                claiming.Take(await all.outbox.AdvanceLive(0, node.Number, cancellation));
                if (await all.housekeeping.Once(cancellation))
                {
                    due.Set();
                    foreach (var endpoint in all.directory.All)
                    {
                        endpoint.MayHaveMore = true;
                    }
                }

                changed.Set();
                await node.WaitForChange(all.options.Poll, cancellation);
            }
        }
    }
}

/// <summary>What a dispatcher tells its operator.</summary>
static partial class WebhookLogging
{
    [LoggerMessage(LogLevel.Warning, "Webhook deliveries wait for the database.")]
    public static partial void DeliveriesWait(this ILogger logger, Exception trouble);

    [LoggerMessage(LogLevel.Error, "Webhook {Name} is disabled: {Reason}")]
    public static partial void Disabled(this ILogger logger, string name, string reason);
}
