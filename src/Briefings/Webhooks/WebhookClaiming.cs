using Briefings.EventStore;

namespace Briefings.Webhooks;

/// <summary>What one session of a dispatcher claims to send: from the log as it grows, and from what is due in the database.</summary>
sealed class WebhookClaiming(
    EventLog log, StoryPosition stories, WebhookDirectory directory, WebhookOutbox outbox, WebhookQueue queue, int node, WebhookSending sending,
    WebhookSettling settling, AsyncSignal due, AsyncSignal changed, WebhookOptions options, TimeProvider clock)
{
    /// <summary>Turns what is appended into deliveries.</summary>
    public async Task FollowLog(CancellationToken cancellation)
    {
        await foreach (var mark in log.Marks(-1, cancellation))
        {
            OutboxStep step;
            do
            {
                step = await outbox.AdvanceLive(mark, node, cancellation);
                Take(step);
            }
            while (step.Reached < mark);
            changed.Set();
        }
    }

    /// <summary>How soon to look again for stories that are behind the log.</summary>
    static readonly TimeSpan StoriesInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Does the same for subscriptions that are behind or need the stories.</summary>
    public async Task FollowOwn(CancellationToken cancellation)
    {
        while (true)
        {
            var mark = await log.HighWaterMark(cancellation);
            var known = directory.OnTheirOwn.Any(e => e.Webhook.NeedsStories) ? await stories.Read(cancellation) : 0;
            var isMore = false;
            foreach (var endpoint in directory.OnTheirOwn)
            {
                var step = await outbox.AdvanceOwn(endpoint, endpoint.Webhook.NeedsStories ? Math.Min(mark, known) : mark, node, cancellation);
                Take(step);
                isMore |= step.IsMore;
            }

            if (!isMore)
            {
                var behind = directory.OnTheirOwn.Any(e => e.Webhook.NeedsStories) && known < mark;
                await changed.Wait(behind ? StoriesInterval : options.Poll, clock, cancellation);
            }
        }
    }

    public void Take(OutboxStep step)
    {
        settling.GiveBack(step.GivenBack);
        foreach (var (endpoint, deliveries) in step.Leased)
        {
            endpoint.Add(deliveries, deliveries.Count);
            sending.Pump(endpoint);
        }

        due.Set();
    }

    /// <summary>Leases what is due: at once where there is reason to look, everywhere from time to time.</summary>
    public async Task LeaseDue(CancellationToken cancellation)
    {
        var lookedAt = 0L;
        while (true)
        {
            var everywhere = lookedAt == 0 || clock.GetElapsedTime(lookedAt) >= options.Poll;
            lookedAt = everywhere ? clock.GetTimestamp() : lookedAt;
            var room = directory.All.Where(e => everywhere || e.MayHaveMore).Select(e => (Endpoint: e, Room: e.Room)).Where(r => r.Room > 0).ToList();
            await LeaseParallel([.. room.Where(r => r.Endpoint.Webhook.Ordering == WebhookOrdering.Parallel)], cancellation);
            foreach (var (endpoint, free) in room.Where(r => r.Endpoint.Webhook.Ordering != WebhookOrdering.Parallel))
            {
                endpoint.MayHaveMore = false;
                Got(endpoint, free, await queue.LeaseOrdered(endpoint.Webhook.Id, free, node, cancellation));
            }

            await due.Wait(options.Poll, clock, cancellation);
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
        var leased = (await queue.Lease([.. room.Select(r => (r.Endpoint.Webhook.Id, r.Room))], node, cancellation)).ToLookup(d => d.WebhookId);
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
            sending.Pump(endpoint);
        }
    }
}
