namespace Briefings.EventStore;

/// <summary>The newest high-water mark of one follower, for the many that wait for it.</summary>
sealed class MarkFeed
{
    readonly Lock gate = new();
    TaskCompletionSource changed = New();
    long latest = -1;

    /// <summary>Wakes everybody who waits for a mark above the one they know.</summary>
    public void Publish(long mark)
    {
        TaskCompletionSource before;
        lock (gate)
        {
            latest = mark;
            (before, changed) = (changed, New());
        }

        before.SetResult();
    }

    /// <summary>The newest mark as soon as it is above a position, or the one there is after a while.</summary>
    public async Task<long> After(long position, TimeSpan atTheLatest, CancellationToken cancellation)
    {
        CancellationTokenSource? late = null;
        try
        {
            while (true)
            {
                Task next;
                lock (gate)
                {
                    if (latest > position || late is { IsCancellationRequested: true })
                        return latest;
                    next = changed.Task;
                }

                if (late is null)
                {
                    late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                    late.CancelAfter(atTheLatest);
                }

                await next.WaitAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            late?.Dispose();
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
