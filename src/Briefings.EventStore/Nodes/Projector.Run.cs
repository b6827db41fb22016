using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Briefings.EventStore;

public sealed partial class Projector
{
    /// <summary>How often a node says that it lives. The others take it for lost after six times that.</summary>
    static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(2);

    /// <summary>How long a node, or one of its shards, waits after the database failed.</summary>
    static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a shard goes without a look at its row, which another program may have changed.</summary>
    static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(5);

    /// <summary>The same of a shard that has stopped and may be resumed.</summary>
    static readonly TimeSpan StoppedInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a node leaves a shard to others whose next event it does not know.</summary>
    static readonly TimeSpan LeaveInterval = TimeSpan.FromSeconds(15);

    /// <summary>The shards that wait for a newer program, with the lease under which that was found.</summary>
    readonly ConcurrentDictionary<string, (ShardLease Lease, long Since)> leftToNewer = new(StringComparer.Ordinal);

    readonly NodeIdentity node = node ?? NodeIdentity.New();

    /// <summary>
    /// Follows the log until cancelled, also through trouble with the database. The asynchronous projections are shared
    /// with the other programs that run this on the same database: each is moved by one of them, and taken over by another
    /// when that one ends, freezes or is cut off.
    /// </summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await RunSession(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // A loop's edge: whatever it was, the projections must not stay behind for good.
                LogTrouble(trouble);
                await Task.Delay(RetryInterval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

                // What the pool holds may be as dead as the connection that failed.
                database.Clear();
            }
        }
    }

    async Task RunSession(CancellationToken cancellation)
    {
        await using var session = await NodeSession.Open(database, node, cancellation);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feed = new MarkFeed();
        var following = Task.Run(() => Follow(feed, ending.Token), CancellationToken.None);
        var preparing = Task.Run(() => PrepareInline(ending.Token), CancellationToken.None);
        await using (var workers = new ShardWorkers((lease, stopped) => Work(lease, feed, stopped), ending.Token))
        {
            try
            {
                await Beat(session, workers, following, cancellation);
            }
            finally
            {
                await ending.CancelAsync();
                await Task.WhenAll(following, preparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await session.Leave();
    }

    /// <summary>Until cancelled, or until the database fails.</summary>
    async Task Beat(NodeSession session, ShardWorkers workers, Task following, CancellationToken cancellation)
    {
        var shards = registry.All.Where(p => p.Mode == ProjectionMode.Asynchronous).Select(ShardLease.Of).ToArray();
        while (!cancellation.IsCancellationRequested)
        {
            await LeaveToNewer(session, workers);
            var leases = await session.Beat([.. shards.Where(s => !leftToNewer.ContainsKey(s))]);
            if (leases.Count > 0)
                FaultPoint.Pass("shard.taken");
            await workers.Set([.. leases.Select(l => l.Lease)]);
            if (leases.FindLast(l => l.IsSurplus).Lease is { } surplus)
            {
                await workers.Stop(surplus.Shard);
                FaultPoint.Pass("shard.stopped");
                await session.Release(surplus);
            }

            await Task.WhenAny(following, Task.Delay(BeatInterval, cancellation));
            if (following.IsCompleted)
                await following;
        }
    }

    /// <summary>Gives up the shards that wait for a newer program, so that one can take them, and looks at each again after a while.</summary>
    async Task LeaveToNewer(NodeSession session, ShardWorkers workers)
    {
        foreach (var (shard, (lease, since)) in leftToNewer)
        {
            await workers.Stop(shard);
            await session.Release(lease);
            if (Stopwatch.GetElapsedTime(since) > LeaveInterval)
                leftToNewer.TryRemove(shard, out _);
        }
    }

    async Task Follow(MarkFeed feed, CancellationToken cancellation)
    {
        await foreach (var mark in log.Marks(-1, cancellation))
            feed.Publish(mark);
    }

    async Task PrepareInline(CancellationToken cancellation)
    {
        foreach (var projection in registry.All.Where(p => p.Mode == ProjectionMode.Inline))
            await UntilItWorks(projection.Name, () => Prepare(new(projection, Slot.Live), cancellation), cancellation);
    }

    /// <summary>Moves the live table of one shard until cancelled, or until the shard is another node's.</summary>
    async Task Work(ShardLease lease, MarkFeed feed, CancellationToken cancellation)
    {
        var table = new DocumentTable(registry.All.Single(p => string.Equals(ShardLease.Of(p), lease.Shard, StringComparison.Ordinal)), Slot.Live);
        SlotState? state = null;
        try
        {
            while (true)
            {
                var mark = await feed.After(state?.Position ?? -1, IdleInterval, cancellation);
                await UntilItWorks(lease.Shard, async () => state = await StepAsNode(table, mark, lease, state, cancellation), cancellation);
                if (state is { Waiting: true })
                {
                    leftToNewer[lease.Shard] = (lease, Stopwatch.GetTimestamp());
                    return;
                }

                if (state is null or { Stopped: true })
                    await Task.Delay(StoppedInterval, cancellation);
            }
        }
        catch (ShardLostException lost)
        {
            LogLost(lost.Message);
        }
    }

    async Task<SlotState?> StepAsNode(DocumentTable table, long target, ShardLease lease, SlotState? before, CancellationToken cancellation)
    {
        if (before is null)
            await Prepare(table, cancellation);
        SlotState? state;
        do
            state = await step.Next(table, target, lease, cancellation);
        while (state is { Stopped: false } && state.Position < target);
        if (state is { Stopped: true } && before is not { Stopped: true })
            LogStopped(table.Name, state.ErrorPosition, state.Error);
        return state;
    }

    async Task UntilItWorks(string shard, Func<Task> work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception trouble) when (trouble is not ShardLostException && !cancellation.IsCancellationRequested)
            {
                // A loop's edge: this shard tries again, and the others go on.
                LogShardTrouble(shard, trouble);
                await Task.Delay(RetryInterval, cancellation);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The projections wait for the database.")]
    partial void LogTrouble(Exception trouble);

    [LoggerMessage(LogLevel.Warning, "Shard {Shard} waits and tries again.")]
    partial void LogShardTrouble(string shard, Exception trouble);

    [LoggerMessage(LogLevel.Warning, "{What}")]
    partial void LogLost(string what);
}
