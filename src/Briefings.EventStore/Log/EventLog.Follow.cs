using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>How long a follower waits for a notification before it looks by itself.</summary>
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>The same while an append under way holds the high-water mark back: its end may come without a notification.</summary>
    static readonly TimeSpan HeldBackInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a follower waits after the database failed.</summary>
    static readonly TimeSpan TroubleInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The events after a position, then every later one as it is committed; ends only by cancellation.
    /// A database that goes away is waited for, and reading goes on behind the last event answered.
    /// </summary>
    /// <param name="types">Stored names of the event types to read; all if null.</param>
    /// <exception cref="LogCursorException">The database came back without events that were answered: restored, or failed over with loss.</exception>
    public async IAsyncEnumerable<RecordedEvent> Follow(
        long after, IReadOnlyCollection<string>? types = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? epoch = null;
        while (true)
        {
            if (await Continues(epoch, after, cancellation) is { } current)
            {
                epoch = current;
                await using var events = FollowUntilTrouble(after, types, cancellation).GetAsyncEnumerator(cancellation);
                while (await HasNext(events))
                {
                    after = events.Current.Position;
                    yield return events.Current;
                }
            }

            await Task.Delay(TroubleInterval, cancellation);
        }
    }

    /// <summary>The epoch in which reading goes on; null while the database is away.</summary>
    async Task<string?> Continues(string? epoch, long after, CancellationToken cancellation)
    {
        try
        {
            if (epoch is not null)
                await Resolve(new LogCursor(epoch, after), cancellation);
            return await Epoch(cancellation);
        }
        catch (NpgsqlException trouble) when (DatabaseTrouble.IsPassing(trouble))
        {
            return null;
        }
    }

    async IAsyncEnumerable<RecordedEvent> FollowUntilTrouble(
        long after, IReadOnlyCollection<string>? types, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var mark in Marks(after, cancellation))
        {
            await foreach (var recorded in ReadSettled(after, mark, types, cancellation))
                yield return recorded;
            after = mark;
        }
    }

    static async Task<bool> HasNext(IAsyncEnumerator<RecordedEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (NpgsqlException trouble) when (DatabaseTrouble.IsPassing(trouble))
        {
            return false;
        }
    }

    // language=sql
    const string Listen = "listen briefings_events";

    /// <summary>The high-water mark each time it is above the last one answered; ends only by cancellation.</summary>
    public async IAsyncEnumerable<long> Marks(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using (var listen = new NpgsqlCommand(Listen, connection))
            await listen.ExecuteNonQueryAsync(cancellation);

        try
        {
            var held = new HeldBack(database, time, FrozenAfter);
            while (true)
            {
                var (settled, taken) = await Mark(cancellation);
                await held.Look(settled < taken && settled <= after, cancellation);
                if (settled > after)
                    yield return after = settled;
                else
                    await connection.WaitAsync(settled < taken ? HeldBackInterval : PollInterval, cancellation);
            }
        }
        finally
        {
            await StopListening(connection);
        }
    }

    // language=sql
    const string Unlisten = "unlisten *";

    /// <summary>How many seconds a farewell may take; a silent network ends it.</summary>
    const int UnlistenPatience = 4;

    // The pool may hand the connection on as it is.
    static async Task StopListening(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
            return;
        try
        {
            await using var unlisten = new NpgsqlCommand(Unlisten, connection) { CommandTimeout = UnlistenPatience };
            await unlisten.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, and what it listened to with it.
        }
    }
}
