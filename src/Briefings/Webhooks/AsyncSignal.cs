namespace Briefings.Webhooks;

/// <summary>Wakes one waiter; a wake that nobody waits for is kept for the next one, once.</summary>
sealed class AsyncSignal
{
    readonly Lock gate = new();
    TaskCompletionSource next = Fresh();

    static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set()
    {
        lock (gate)
        {
            next.TrySetResult();
        }
    }

    /// <summary>Waits for a wake, at most for a time.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken cancellation)
    {
        Task woken;
        lock (gate)
        {
            woken = next.Task;
        }

        try
        {
            await woken.WaitAsync(atMost, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // Time to look without a wake.
        }

        lock (gate)
        {
            if (next.Task.IsCompleted)
            {
                next = Fresh();
            }
        }
    }
}
