using Briefings.EventStore;

namespace Briefings.Webhooks;

/// <summary>The requests of one session of a dispatcher: starts as many as each endpoint allows, and hands on what came of them.</summary>
sealed class WebhookSending(WebhookSender sender, WebhookSettling settling, AsyncSignal due, WebhookOptions options, TimeProvider clock)
{
    int underWay;

    /// <summary>Starts as many requests as the endpoint's limits allow.</summary>
    public void Pump(WebhookEndpoint endpoint)
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

        await Task.Delay(wait < options.Poll ? wait : options.Poll, clock);
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
            settling.Settle(endpoint, delivery, attempt);
            settling.GiveBack(behind);
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
                ? await sender.Send(endpoint.Webhook.Url, message, keys.At(clock.GetUtcNow()), endpoint.Headers, endpoint.Webhook.Origin, CancellationToken.None)
                : null;
        }
        catch (Exception e)
        {
            // Whatever it was, the delivery has to be settled; the program's own fault counts as a failed attempt and is seen in the log of attempts.
            return new(clock.GetUtcNow(), TimeSpan.Zero, null, $"The program failed: {e.GetType().Name}.", "", null);
        }
    }

    /// <summary>Waits for what is under way, at most as long as a request may take.</summary>
    public async Task Drain()
    {
        var patience = clock.GetTimestamp();
        while (Volatile.Read(ref underWay) > 0 && clock.GetElapsedTime(patience) < options.TimeOut)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        }
    }
}
