using System.Net;

namespace Briefings.Webhooks;

/// <summary>What to do next for an endpoint.</summary>
/// <param name="Delivery">To be sent now; <c>null</c> for nothing.</param>
/// <param name="Wait">When there may be something to send although nothing happens meanwhile; <c>null</c> for never.</param>
readonly record struct NextDelivery(LeasedDelivery? Delivery, TimeSpan? Wait);

/// <summary>
/// An endpoint as this node sees it: what is leased and waits, how much is under way, how fast it answers, and what limits it.
/// Safe to share between threads.
/// </summary>
sealed class WebhookEndpoint(Webhook webhook, WebhookKeyring? keys, IReadOnlyDictionary<string, string>? headers, TimeProvider clock)
{
    /// <summary>Failures in a row from which an endpoint gets few requests at once, so that the dead do not take what the healthy need.</summary>
    const int ManyFailures = 5;

    const int AtOnceWhileFailing = 2;

    /// <summary>The most that is leased ahead for one endpoint.</summary>
    const int MostAhead = 1000, MostAheadInOrder = 100;

    /// <summary>A lease this close to its end is not used any more.</summary>
    static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(20);

    /// <summary>Requests are spaced by a little more than the rate says, since they do not all take as long to arrive.</summary>
    const double Spacing = 1.05;

    /// <summary>Requests may come this much early, so that a high rate is not bound by the grain of timers.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    readonly Lock gate = new();
    readonly LinkedList<LeasedDelivery> waiting = new();
    readonly HashSet<string> busy = new(StringComparer.Ordinal);
    int underWay;
    int reserved;
    int failures;
    int nodes = 1;
    double answerMilliseconds = 1000;
    DateTimeOffset? notBefore = webhook.NotBefore;
    DateTimeOffset? failingSince = webhook.FailingSince;
    TimeSpan nextTurn;
    readonly long born = clock.GetTimestamp();
    bool isStopped = webhook.State != WebhookState.Active || keys is null;

    public Webhook Webhook { get; private set; } = webhook;

    public WebhookKeyring? Keys { get; private set; } = keys;

    public IReadOnlyDictionary<string, string>? Headers { get; private set; } = headers;

    /// <summary>Whether the database may hold more that is due than was leased last.</summary>
    public volatile bool MayHaveMore = true;

    /// <summary>How many more deliveries this node would lease for it now.</summary>
    public int Room
    {
        get
        {
            lock (gate)
            {
                return isStopped || notBefore > clock.GetUtcNow() ? 0 : Math.Max(0, Ahead() - waiting.Count - reserved - underWay);
            }
        }
    }

    /// <summary>As much as it is likely to take within a second, and at least what may be under way at once.</summary>
    int Ahead()
    {
        var atOnce = AtOnce();
        var most = Webhook.Ordering == WebhookOrdering.Parallel ? MostAhead : MostAheadInOrder;
        var perSecond = Math.Min(atOnce * 1000 / Math.Max(answerMilliseconds, 1), Webhook.MaxPerSecond ?? double.MaxValue);
        return (int)Math.Clamp(perSecond, atOnce, Math.Max(most, atOnce));
    }

    int AtOnce()
    {
        var allowed = Webhook.Ordering == WebhookOrdering.Strict ? 1 : Math.Max(1, Webhook.MaxConcurrency / nodes);
        return failures >= ManyFailures ? Math.Min(allowed, AtOnceWhileFailing) : allowed;
    }

    /// <summary>Keeps room for deliveries that are about to be leased.</summary>
    public int Reserve(int wanted)
    {
        lock (gate)
        {
            var given = Math.Min(wanted, Room);
            reserved += given;
            return given;
        }
    }

    public void GiveBack(int count)
    {
        lock (gate)
        {
            reserved -= count;
        }
    }

    /// <summary>Takes on what was leased; <paramref name="wasReserved"/> of it had room kept.</summary>
    public void Add(IEnumerable<LeasedDelivery> leased, int wasReserved = 0)
    {
        lock (gate)
        {
            reserved -= wasReserved;
            foreach (var delivery in leased)
            {
                waiting.AddLast(delivery);
            }
        }
    }

    /// <summary>The next delivery to send, counted as under way from here on.</summary>
    /// <param name="expired">Told of each whose lease is about to end, which is dropped; it is leased again by whoever comes first.</param>
    public NextDelivery Next(Action<LeasedDelivery> expired)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            while (waiting.First is { } oldest && oldest.Value.LeaseUntil - LeaseMargin < now)
            {
                waiting.RemoveFirst();
                expired(oldest.Value);
            }

            if (isStopped || waiting.Count == 0 || underWay >= AtOnce())
            {
                return default;
            }

            if (notBefore > now)
            {
                return new(null, notBefore - now);
            }

            if (FirstFree() is not { } found)
            {
                return default;
            }

            if (Turn() is { } wait)
            {
                return new(null, wait);
            }

            waiting.Remove(found);
            underWay++;
            if (found.Value.OrderKey is { } key)
            {
                busy.Add(key);
            }

            return new(found.Value, null);
        }
    }

    LinkedListNode<LeasedDelivery>? FirstFree()
    {
        var node = waiting.First;
        while (node?.Value.OrderKey is { } key && busy.Contains(key))
        {
            node = node.Next;
        }

        return node;
    }

    /// <summary>Takes a turn under the rate limit, or says how long it is until there is one (generic cell rate algorithm).</summary>
    TimeSpan? Turn()
    {
        if (Webhook.MaxPerSecond is not { } perSecond)
        {
            return null;
        }

        var elapsed = clock.GetElapsedTime(born);
        if (nextTurn - elapsed > Tolerance)
        {
            return nextTurn - elapsed;
        }

        var step = TimeSpan.FromSeconds(Spacing * nodes / perSecond);
        nextTurn = (nextTurn > elapsed - Tolerance ? nextTurn : elapsed) + step;
        return null;
    }

    /// <summary>The state of the subscription under which it answered 410.</summary>
    DateTimeOffset? goneAs;

    /// <summary>Asks again whether it is gone, since that could not be written down.</summary>
    public void DoubtGone()
    {
        lock (gate)
        {
            (isStopped, goneAs, MayHaveMore) = (false, null, true);
        }
    }

    /// <summary>Counts a delivery as over.</summary>
    /// <returns>What has to be given back unsent, because it comes behind one that failed in its order.</returns>
    public IReadOnlyList<LeasedDelivery> Finished(LeasedDelivery delivery, WebhookAttempt? attempt)
    {
        lock (gate)
        {
            underWay--;
            if (delivery.OrderKey is { } key)
            {
                busy.Remove(key);
            }

            if (attempt is null)
            {
                return [];
            }

            // Within the same lock that frees its place: nothing is sent behind "gone".
            if (attempt.Status == HttpStatusCode.Gone)
            {
                (isStopped, goneAs) = (true, Webhook.ChangedAt);
            }

            failures = attempt.IsDelivered ? 0 : failures + 1;
            answerMilliseconds = (0.9 * answerMilliseconds) + (0.1 * attempt.Took.TotalMilliseconds);
            if (attempt.RetryAfter is { } wait && (notBefore is null || notBefore < attempt.At + attempt.Took + wait))
            {
                notBefore = attempt.At + attempt.Took + wait;
            }

            return attempt.IsDelivered || delivery.OrderKey is null ? [] : Take(d => d.OrderKey == delivery.OrderKey);
        }
    }

    List<LeasedDelivery> Take(Func<LeasedDelivery, bool> which)
    {
        var taken = waiting.Where(which).ToList();
        foreach (var delivery in taken)
        {
            waiting.Remove(delivery);
        }

        return taken;
    }

    /// <summary>Notes a failure or a success in the row of failures.</summary>
    /// <returns>Whether that changed, and since when it fails now.</returns>
    public (bool Changed, DateTimeOffset? FailingSince) Note(WebhookAttempt attempt)
    {
        lock (gate)
        {
            var before = failingSince;
            failingSince = attempt.IsDelivered ? null : before ?? attempt.At;
            return (before is null != failingSince is null, failingSince);
        }
    }

    /// <summary>Takes over that it has not failed for as long as this node thought.</summary>
    public void FailsSince(DateTimeOffset since)
    {
        lock (gate)
        {
            failingSince = since;
        }
    }

    /// <summary>Sends nothing more.</summary>
    /// <returns>What was leased for it and is not under way.</returns>
    public IReadOnlyList<LeasedDelivery> Stop()
    {
        lock (gate)
        {
            isStopped = true;
            return Take(_ => true);
        }
    }

    /// <summary>Takes over what the database says about it now.</summary>
    /// <returns>What has to be given back, because it no longer sends.</returns>
    public IReadOnlyList<LeasedDelivery> Update(Webhook changed, WebhookKeyring? keyring, IReadOnlyDictionary<string, string>? own)
    {
        lock (gate)
        {
            (Webhook, Keys, Headers) = (changed, keyring, own);
            if (isStopped || changed.NotBefore > (notBefore ?? DateTimeOffset.MinValue))
            {
                notBefore = changed.NotBefore;
            }

            if (isStopped && goneAs != changed.ChangedAt)
            {
                (failures, failingSince) = (0, changed.FailingSince);
                MayHaveMore = true;
            }

            // Until the database knows that it is gone, it still says active.
            isStopped = changed.State != WebhookState.Active || keyring is null || goneAs == changed.ChangedAt;
            return isStopped ? Take(_ => true) : [];
        }
    }

    /// <summary>Takes back what waits, so that another node may send it.</summary>
    public IReadOnlyList<LeasedDelivery> TakeWaiting()
    {
        lock (gate)
        {
            return Take(_ => true);
        }
    }

    int hasTimer;

    /// <summary>Whether nobody else waits to look again.</summary>
    public bool TakeTimer() => Interlocked.Exchange(ref hasTimer, 1) == 0;

    public void ReturnTimer() => Volatile.Write(ref hasTimer, 0);

    /// <summary>Shares its limits with other nodes.</summary>
    public void ShareWith(int count)
    {
        lock (gate)
        {
            nodes = Math.Max(1, count);
        }
    }
}
