namespace Briefings.EventStore;

/// <summary>The shards one node has at the moment, each with the task that moves it.</summary>
/// <param name="work">Moves a shard until cancelled; it ends by itself if the lease is another node's.</param>
sealed class ShardWorkers(Func<ShardLease, CancellationToken, Task> work, CancellationToken stopping) : IAsyncDisposable
{
    readonly Dictionary<string, (ShardLease Lease, CancellationTokenSource Stop, Task Task)> running = new(StringComparer.Ordinal);

    /// <summary>Lets exactly these leases be worked.</summary>
    public async Task Set(IReadOnlyCollection<ShardLease> leases)
    {
        foreach (var (shard, worker) in running.ToList())
        {
            if (worker.Task.IsCompleted || !leases.Contains(worker.Lease))
                await Stop(shard);
        }

        foreach (var lease in leases.Where(l => !running.ContainsKey(l.Shard)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            running.Add(lease.Shard, (lease, stop, Task.Run(() => work(lease, stop.Token), CancellationToken.None)));
        }
    }

    /// <summary>Ends the work on a shard; a step under way is rolled back.</summary>
    public async Task Stop(string shard)
    {
        if (!running.Remove(shard, out var worker))
            return;
        await worker.Stop.CancelAsync();
        await worker.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in running.Values)
            await worker.Stop.CancelAsync();
        foreach (var shard in running.Keys.ToList())
            await Stop(shard);
    }
}
