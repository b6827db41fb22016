using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>Writes what became of the deliveries of one session of a dispatcher. Safe to share between threads.</summary>
sealed class WebhookSettling
{
    /// <summary>The most deliveries settled in one commit.</summary>
    const int SettleBatch = 1000;

    readonly Channel<SettledDelivery> settled = Channel.CreateUnbounded<SettledDelivery>(new() { SingleReader = true });
    readonly WebhookQueue queue;
    readonly int node;
    readonly AsyncSignal due;
    readonly WebhookOptions options;
    readonly TimeProvider clock;
    readonly ILogger logger;
    readonly WebhookVerdicts verdicts;

    /// <param name="due">Set when there may be more to lease.</param>
    public WebhookSettling(WebhookQueue queue, int node, AsyncSignal due, WebhookOptions options, TimeProvider clock, ILogger logger)
    {
        (this.queue, this.node, this.due, this.options, this.clock, this.logger) = (queue, node, due, options, clock, logger);
        verdicts = new(queue, GiveBack, options, clock, logger);
    }

    /// <summary>Takes what came of a delivery; no attempt means that there was nothing to send.</summary>
    public void Settle(WebhookEndpoint endpoint, LeasedDelivery delivery, WebhookAttempt? attempt)
    {
        if (attempt is null)
        {
            // There is nothing to send any more, which says nothing of the endpoint.
            var reason = delivery.Message is null ? new WebhookAttempt(clock.GetUtcNow(), TimeSpan.Zero, null, RedactedWebhookMessages.Reason, "", null) : null;
            settled.Writer.TryWrite(new(delivery, reason, DeliveryState.GivenUp, clock.GetUtcNow()));
            return;
        }

        var now = clock.GetUtcNow();
        var wait = attempt.IsDelivered ? null : RetrySchedule.After(delivery.Attempts + 1, $"{endpoint.Webhook.Name} {delivery.Position}", options.RetryScale);
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
            _ = verdicts.Judge(endpoint, attempt, isChanged, since);
        }
    }

    /// <summary>Frees deliveries that were leased and are not sent.</summary>
    public void GiveBack(IReadOnlyList<LeasedDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            settled.Writer.TryWrite(new(delivery, null, DeliveryState.Waiting, clock.GetUtcNow()));
        }
    }

    /// <summary>Writes what became of deliveries, in batches that grow with the load.</summary>
    public async Task Run(CancellationToken cancellation)
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
                await queue.Settle(batch, node, CancellationToken.None);
                if (batch.Exists(s => s.Delivery.OrderKey is not null || s.Attempt is null))
                {
                    due.Set();
                }

                return;
            }
            catch (NpgsqlException trouble) when (!cancellation.IsCancellationRequested)
            {
                // What was delivered must not be forgotten: it is written as soon as the database is back.
                logger.DeliveriesWait(trouble);
                await Task.Delay(WebhookDispatcher.TroubleInterval, clock, cancellation);
            }
        }
    }

    /// <summary>Writes what is left, once; what cannot be written is free again when the number of this node ends.</summary>
    public async Task WriteRest()
    {
        for (var batch = Read(); batch.Count > 0; batch = Read())
        {
            try
            {
                await queue.Settle(batch, node, CancellationToken.None);
            }
            catch (NpgsqlException lost)
            {
                logger.DeliveriesWait(lost);
                return;
            }
        }
    }
}
