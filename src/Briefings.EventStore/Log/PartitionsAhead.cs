using Npgsql;

namespace Briefings.EventStore;

/// <summary>
/// Has the partitions of the log made before their positions are taken, beside the appends and without being waited for.
/// An append that finds none all the same makes it and tries again.
/// </summary>
sealed class PartitionsAhead(NpgsqlDataSource database)
{
    /// <summary>Below it there is one partition and nothing to look after: a tenth of a partition (see make_partitions) before the first bound.</summary>
    public const long FirstLook = 45_000_000;

    /// <summary>The shortest time from one look to the next, while a bound that was passed is not settled.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>How often it is tried while somebody holds a lock on the log that shuts out appends as well.</summary>
    const int Tries = 10;

    long lookAt = FirstLook;
    int looking;

    /// <summary>Notes how far the log has come.</summary>
    public void Passed(long position)
    {
        if (position >= Volatile.Read(ref lookAt) && Interlocked.Exchange(ref looking, 1) == 0)
            _ = Task.Run(AfterInterval);
    }

    async Task AfterInterval()
    {
        try
        {
            await Task.Delay(Interval);
            await Now(CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // The next append looks again.
        }
        finally
        {
            Volatile.Write(ref looking, 0);
        }
    }

    // language=sql
    const string Make = "select briefings.make_partitions()";

    public async Task Now(CancellationToken cancellation)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                await using var make = database.CreateCommand(Make);
                Volatile.Write(ref lookAt, (long)(await make.ExecuteScalarAsync(cancellation))!);
                return;
            }
            catch (PostgresException held) when (left > 0 && held.SqlState is (PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected))
            {
                await Task.Delay(Interval, cancellation);
            }
        }
    }
}
