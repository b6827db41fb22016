using Npgsql;

namespace Briefings.EventStore;

/// <summary>
/// Wakes the followers of the log after commits. An append that comes alone carries its announcement in its own round
/// trip; appends that come close together share one that follows them, so that a busy writer does not pay for each.
/// </summary>
sealed class Announcer(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The most often a log announces, and the longest a shared announcement waits.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    // A commit that notifies holds a lock of the whole server while it waits for the disk; this one has nothing to wait for.
    // language=sql
    const string Announce = "select set_config('synchronous_commit', 'off', true), pg_notify('briefings_events', '')";

    long lastAt;
    int pending;

    /// <summary>The announcement as a statement with a transaction of its own.</summary>
    public static NpgsqlBatchCommand Command() => new(Announce);

    /// <summary>Whether the append about to run is to carry its announcement; if not, it calls <see cref="Soon"/> once it is recorded.</summary>
    public bool TakeTurn()
    {
        var (last, now) = (Volatile.Read(ref lastAt), time.GetTimestamp());
        return Volatile.Read(ref pending) == 0
            && (last == 0 || time.GetElapsedTime(last, now) >= Interval)
            && Interlocked.CompareExchange(ref lastAt, now, last) == last;
    }

    /// <summary>Announces, shortly and without being waited for, everything committed before the call.</summary>
    public void Soon()
    {
        if (Interlocked.Exchange(ref pending, 1) == 0)
            _ = Task.Run(AfterInterval);
    }

    async Task AfterInterval()
    {
        await Task.Delay(Interval);
        Volatile.Write(ref lastAt, time.GetTimestamp());
        Interlocked.Exchange(ref pending, 0);
        try
        {
            await Now();
        }
        catch (Exception lost) when (lost is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // Followers look by themselves before long.
        }
    }

    async Task Now()
    {
        await using var command = database.CreateCommand(Announce);
        await command.ExecuteNonQueryAsync();
    }
}
