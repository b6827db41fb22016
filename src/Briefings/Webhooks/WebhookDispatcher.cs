using System.Threading.Channels;
using Briefings.EventStore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>
/// Delivers from the log to the endpoints until it is stopped. Any number of programs may run one on the same database; what a
/// killed one had under way is delivered again, nothing is lost, and nothing else is sent twice.
/// </summary>
public sealed partial class WebhookDispatcher
{
    static readonly TimeSpan TroubleInterval = TimeSpan.FromSeconds(1);

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
                LogTrouble(trouble);
                await Task.Delay(TroubleInterval, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Webhook deliveries wait for the database.")]
    partial void LogTrouble(Exception trouble);

    [LoggerMessage(LogLevel.Error, "Webhook {Name} is disabled: {Reason}")]
    partial void LogDisabled(string name, string reason);

    /// <summary>The work under one node number; it ends when the number is lost.</summary>
    sealed class Session(WebhookDispatcher all, WebhookNode node)
    {
        /// <summary>The most deliveries settled in one commit.</summary>
        const int SettleBatch = 1000;

        readonly Channel<SettledDelivery> settled = Channel.CreateUnbounded<SettledDelivery>(new() { SingleReader = true });
        readonly AsyncSignal due = new();
        readonly AsyncSignal changed = new();
        int underWay;

        public async Task Run(CancellationToken cancellation)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await all.queue.FreeLost(ending.Token);
            Task[] work =
            [
                FollowLog(ending.Token), FollowOwn(ending.Token), LeaseDue(ending.Token), KeepHouse(ending.Token), Settle(ending.Token),
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

        /// <summary>Turns what is appended into deliveries.</summary>
        async Task FollowLog(CancellationToken cancellation)
        {
            await foreach (var mark in all.log.Marks(-1, cancellation))
            {
                OutboxStep step;
                do
                {
                    step = await all.outbox.AdvanceLive(mark, node.Number, cancellation);
                    Take(step);
                }
                while (step.Reached < mark);
                changed.Set();
            }
        }

        /// <summary>Does the same for subscriptions that are behind or need the stories.</summary>
        async Task FollowOwn(CancellationToken cancellation)
        {
            while (true)
            {
                var mark = await all.log.HighWaterMark(cancellation);
                var stories = all.directory.OnTheirOwn.Any(e => e.Webhook.NeedsStories) ? await all.stories.Read(cancellation) : 0;
                var isMore = false;
                foreach (var endpoint in all.directory.OnTheirOwn)
                {
                    var step = await all.outbox.AdvanceOwn(endpoint, endpoint.Webhook.NeedsStories ? Math.Min(mark, stories) : mark, node.Number, cancellation);
                    Take(step);
                    isMore |= step.IsMore;
                }

                if (!isMore)
                {
                    var behind = all.directory.OnTheirOwn.Any(e => e.Webhook.NeedsStories) && stories < mark;
                    await changed.Wait(behind ? StoriesInterval : all.options.Poll, all.clock, cancellation);
                }
            }
        }

        /// <summary>How soon to look again for stories that are behind the log.</summary>
        static readonly TimeSpan StoriesInterval = TimeSpan.FromMilliseconds(20);

        void Take(OutboxStep step)
        {
            GiveBack(step.GivenBack);
            foreach (var (endpoint, deliveries) in step.Leased)
            {
                endpoint.Add(deliveries, deliveries.Count);
                Pump(endpoint);
            }

            due.Set();
        }

        /// <summary>Leases what is due: at once where there is reason to look, everywhere from time to time.</summary>
        async Task LeaseDue(CancellationToken cancellation)
        {
            var lookedAt = 0L;
            while (true)
            {
                var everywhere = lookedAt == 0 || all.clock.GetElapsedTime(lookedAt) >= all.options.Poll;
                lookedAt = everywhere ? all.clock.GetTimestamp() : lookedAt;
                var room = all.directory.All.Where(e => everywhere || e.MayHaveMore).Select(e => (Endpoint: e, Room: e.Room)).Where(r => r.Room > 0).ToList();
                await LeaseParallel([.. room.Where(r => r.Endpoint.Webhook.Ordering == WebhookOrdering.Parallel)], cancellation);
                foreach (var (endpoint, free) in room.Where(r => r.Endpoint.Webhook.Ordering != WebhookOrdering.Parallel))
                {
                    endpoint.MayHaveMore = false;
                    Got(endpoint, free, await all.queue.LeaseOrdered(endpoint.Webhook.Id, free, node.Number, cancellation));
                }

                await due.Wait(all.options.Poll, all.clock, cancellation);
            }
        }

        async Task LeaseParallel(List<(WebhookEndpoint Endpoint, int Room)> room, CancellationToken cancellation)
        {
            if (room.Count == 0)
            {
                return;
            }

            // Before the look: what comes while it is made says so again.
            room.ForEach(r => r.Endpoint.MayHaveMore = false);
            var leased = (await all.queue.Lease([.. room.Select(r => (r.Endpoint.Webhook.Id, r.Room))], node.Number, cancellation)).ToLookup(d => d.WebhookId);
            foreach (var (endpoint, free) in room)
            {
                Got(endpoint, free, [.. leased[endpoint.Webhook.Id]]);
            }
        }

        void Got(WebhookEndpoint endpoint, int asked, List<LeasedDelivery> leased)
        {
            endpoint.MayHaveMore |= leased.Count == asked;
            if (leased.Count > 0)
            {
                endpoint.Add(leased);
                Pump(endpoint);
            }
        }

        /// <summary>Starts as many requests as the endpoint's limits allow.</summary>
        void Pump(WebhookEndpoint endpoint)
        {
            while (true)
            {
                var next = endpoint.Next(expired: _ => endpoint.MayHaveMore = true);
                if (next.Delivery is { } delivery)
                {
                    Interlocked.Increment(ref underWay);
                    _ = Attempt(endpoint, delivery);
                }
                else
                {
                    if (next.Wait is { } wait)
                    {
                        _ = PumpLater(endpoint, wait);
                    }

                    if (endpoint.MayHaveMore)
                    {
                        due.Set();
                    }

                    return;
                }
            }
        }

        async Task PumpLater(WebhookEndpoint endpoint, TimeSpan wait)
        {
            if (!endpoint.TakeTimer())
            {
                return;
            }

            await Task.Delay(wait < all.options.Poll ? wait : all.options.Poll, all.clock);
            endpoint.ReturnTimer();
            Pump(endpoint);
        }

        async Task Attempt(WebhookEndpoint endpoint, LeasedDelivery delivery)
        {
            await Task.Yield();
            try
            {
                var attempt = await Made(endpoint, delivery);
                FaultPoint.Pass("webhook.sent");
                var behind = endpoint.Finished(delivery, attempt);
                Settle(endpoint, delivery, attempt);
                GiveBack(behind);
                if (endpoint.Webhook.Ordering != WebhookOrdering.Parallel)
                {
                    endpoint.MayHaveMore = true;
                }

                Pump(endpoint);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }

        async Task<WebhookAttempt?> Made(WebhookEndpoint endpoint, LeasedDelivery delivery)
        {
            try
            {
                return delivery.Message is { } message && endpoint.Keys is { } keys
                    ? await all.sender.Send(endpoint.Webhook.Url, message, keys.At(all.clock.GetUtcNow()), endpoint.Headers, endpoint.Webhook.Origin, CancellationToken.None)
                    : null;
            }
            catch (Exception e)
            {
                // Whatever it was, the delivery has to be settled; the program's own fault counts as a failed attempt and is seen in the log of attempts.
                return new(all.clock.GetUtcNow(), TimeSpan.Zero, null, $"The program failed: {e.GetType().Name}.", "", null);
            }
        }

        void Settle(WebhookEndpoint endpoint, LeasedDelivery delivery, WebhookAttempt? attempt)
        {
            if (attempt is null)
            {
                // There is nothing to send any more, which says nothing of the endpoint.
                var reason = delivery.Message is null ? new WebhookAttempt(all.clock.GetUtcNow(), TimeSpan.Zero, null, RedactedWebhookMessages.Reason, "", null) : null;
                settled.Writer.TryWrite(new(delivery, reason, DeliveryState.GivenUp, all.clock.GetUtcNow()));
                return;
            }

            var now = all.clock.GetUtcNow();
            var wait = attempt.IsDelivered ? null : RetrySchedule.After(delivery.Attempts + 1, $"{endpoint.Webhook.Name} {delivery.Position}", all.options.RetryScale);
            var next = now + (wait ?? TimeSpan.Zero);
            if (attempt.RetryAfter is { } asked && now + asked > next)
            {
                next = now + asked;
            }

            var state = attempt.IsDelivered ? DeliveryState.Delivered : wait is null ? DeliveryState.GivenUp : DeliveryState.Waiting;
            settled.Writer.TryWrite(new(delivery, attempt, state, next));
            var (isChanged, since) = endpoint.Note(attempt);
            if (isChanged || !attempt.IsDelivered)
            {
                _ = Judge(endpoint, attempt, isChanged, since);
            }
        }

        /// <summary>What a failure, or the end of failing, means for the endpoint as a whole.</summary>
        async Task Judge(WebhookEndpoint endpoint, WebhookAttempt attempt, bool isChanged, DateTimeOffset? since)
        {
            try
            {
                if (attempt.Status == System.Net.HttpStatusCode.Gone)
                {
                    await Disable(endpoint, "The endpoint answered 410: it is gone.");
                    return;
                }

                if (isChanged)
                {
                    await all.queue.Failing(endpoint.Webhook.Id, since, CancellationToken.None);
                }

                if (attempt.RetryAfter is { } wait)
                {
                    await all.queue.HoldBack(endpoint.Webhook.Id, all.clock.GetUtcNow() + wait, CancellationToken.None);
                }

                if (all.clock.GetUtcNow() - since >= all.options.DisableAfter * all.options.RetryScale)
                {
                    await DisableFailing(endpoint);
                }
            }
            catch (NpgsqlException trouble)
            {
                all.LogTrouble(trouble);
                if (attempt.Status == System.Net.HttpStatusCode.Gone)
                {
                    endpoint.DoubtGone();
                }
            }
        }

        async Task DisableFailing(WebhookEndpoint endpoint)
        {
            var limit = all.options.DisableAfter * all.options.RetryScale;
            if (await all.queue.FailingSince(endpoint.Webhook.Id, CancellationToken.None) is { } since)
            {
                if (all.clock.GetUtcNow() - since >= limit)
                {
                    await Disable(endpoint, FormattableString.Invariant($"Every attempt has failed since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
                }
            }
            else
            {
                endpoint.FailsSince(all.clock.GetUtcNow());
                await all.queue.Failing(endpoint.Webhook.Id, all.clock.GetUtcNow(), CancellationToken.None);
            }
        }

        async Task Disable(WebhookEndpoint endpoint, string reason)
        {
            GiveBack(endpoint.Stop());
            await all.queue.Disable(endpoint.Webhook.Id, reason, CancellationToken.None);
            all.LogDisabled(endpoint.Webhook.Name, reason);
        }

        void GiveBack(IReadOnlyList<LeasedDelivery> deliveries)
        {
            foreach (var delivery in deliveries)
            {
                settled.Writer.TryWrite(new(delivery, null, DeliveryState.Waiting, all.clock.GetUtcNow()));
            }
        }

        /// <summary>Writes what became of deliveries, in batches that grow with the load.</summary>
        async Task Settle(CancellationToken cancellation)
        {
            while (await settled.Reader.WaitToReadAsync(cancellation))
            {
                await Write(Read(), cancellation);
            }
        }

        List<SettledDelivery> Read()
        {
            var batch = new List<SettledDelivery>();
            while (batch.Count < SettleBatch && settled.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }

            return batch;
        }

        async Task Write(List<SettledDelivery> batch, CancellationToken cancellation)
        {
            while (true)
            {
                try
                {
                    await all.queue.Settle(batch, node.Number, CancellationToken.None);
                    if (batch.Exists(s => s.Delivery.OrderKey is not null || s.Attempt is null))
                    {
                        due.Set();
                    }

                    return;
                }
                catch (NpgsqlException trouble) when (!cancellation.IsCancellationRequested)
                {
                    // What was delivered must not be forgotten: it is written as soon as the database is back.
                    all.LogTrouble(trouble);
                    await Task.Delay(TroubleInterval, all.clock, cancellation);
                }
            }
        }

        /// <summary>Waits for what is under way and writes it, and gives everything else back.</summary>
        async Task SettleRest()
        {
            foreach (var endpoint in all.directory.All)
            {
                GiveBack(endpoint.TakeWaiting());
            }

            var patience = all.clock.GetTimestamp();
            while (Volatile.Read(ref underWay) > 0 && all.clock.GetElapsedTime(patience) < all.options.TimeOut)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), all.clock);
            }

            for (var batch = Read(); batch.Count > 0; batch = Read())
            {
                try
                {
                    await all.queue.Settle(batch, node.Number, CancellationToken.None);
                }
                catch (NpgsqlException lost)
                {
                    // The leases end with the number of this node.
                    all.LogTrouble(lost);
                    return;
                }
            }
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

                Take(await all.outbox.AdvanceLive(0, node.Number, cancellation));
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
