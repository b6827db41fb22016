using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>Moves a table of a projection forward: documents, dead letters and checkpoint in one commit.</summary>
sealed class ProjectionStep(NpgsqlDataSource database, EventLog log, JsonSerializerOptions json)
{
    /// <summary>The most events applied in one transaction, which also bounds how many documents are in memory.</summary>
    const int BatchSize = 1000;

    /// <summary>What the documents kept from step to step may come to, for each projection.</summary>
    const long KeptMemory = 8 << 20;

    /// <summary>Documents of live tables as this program left them, with the stamp of the row that says so.</summary>
    readonly ConcurrentDictionary<string, (string Stamp, DocumentSession Session)> kept = new(StringComparer.Ordinal);

    /// <summary>Applies one batch on the way to a settled position, for a command that brings the table up to date by itself.</summary>
    /// <returns>The row afterwards; null if the slot is not there, because somebody else finished with it.</returns>
    public Task<SlotState?> Next(DocumentTable table, long target, CancellationToken cancellation) => Next(table, target, null, cancellation);

    /// <summary>The same for a node that moves the table for others, if its lease holds.</summary>
    /// <returns>The row afterwards; null if the slot is not there, because somebody else finished with it.</returns>
    /// <exception cref="ShardLostException">The lease is another node's by now; nothing was committed.</exception>
    public async Task<SlotState?> Next(DocumentTable table, long target, ShardLease? lease, CancellationToken cancellation)
    {
        var letters = new List<PoisonException>();
        PoisonException? stop = null;
        while (true)
        {
            try
            {
                return await Try(table, target, lease, letters, stop, cancellation);
            }
            catch (PoisonException poison) when (table.Projection.OnPoison == PoisonPolicy.DeadLetter)
            {
                letters.Add(poison);
            }
            catch (PoisonException poison)
            {
                stop = poison;
            }
        }
    }

    async Task<SlotState?> Try(
        DocumentTable table, long target, ShardLease? lease, List<PoisonException> letters, PoisonException? stop, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        var state = await ProjectionSlots.Lock(connection, table, lease, cancellation);
        if (state is null || state.Stopped || state.Position >= target)
            return state;

        if (stop is not null)
            target = stop.Position - 1;
        var session = Kept(table, state, connection);
        long position;
        try
        {
            position = await Apply(connection, session, table, state.Position, target, letters, [], BatchSize, cancellation);
        }
        catch (UnknownEventTypeException unknown) when (unknown.Position is not null)
        {
            return state with { Stopped = true, Waiting = true, Error = unknown.Message, ErrorPosition = unknown.Position };
        }

        if (position < target)
            stop = null;
        var stamp = await ProjectionSlots.Move(connection, table, position, stop, cancellation);
        FaultPoint.Pass("step.applied");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("step.committed");
        session.Shrink();
        if (table.Slot == Slot.Live)
            kept[table.Name] = (stamp, session);
        return state with { Position = position, Stopped = stop is not null, Error = stop is null ? null : DeadLetters.Error(stop), ErrorPosition = stop?.Position };
    }

    /// <summary>
    /// The documents in memory, if nobody has written the row since this program did; otherwise none. They are taken out, and
    /// put back only when the step has committed: one that failed leaves nothing behind.
    /// </summary>
    DocumentSession Kept(DocumentTable table, SlotState state, NpgsqlConnection connection)
    {
        if (!kept.TryRemove(table.Name, out var last) || last.Stamp != state.Stamp)
            return new(connection, table, json, memoryBound: KeptMemory);
        last.Session.Use(connection);
        return last.Session;
    }

    /// <summary>Applies the events after one position up to another in the transaction of a connection.</summary>
    /// <returns>The position reached: the target, unless there were more events than the limit, or an unknown one behind others.</returns>
    /// <exception cref="UnknownEventTypeException">The first event is of a type that this program does not know.</exception>
    public async Task<long> Apply(
        NpgsqlConnection connection, DocumentSession session, DocumentTable table, long after, long target, List<PoisonException> letters,
        HashSet<long> skipped, int limit, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        long? unknown = null;
        await foreach (var recorded in log.ReadFor(table.Projection, after, target, cancellation))
        {
            if (!recorded.IsKnown)
            {
                if (events.Count == 0 && recorded.Position == after + 1)
                    throw new UnknownEventTypeException(new(recorded.Type, recorded.SchemaVersion), recorded.Position);
                unknown = recorded.Position;
                break;
            }

            events.Add(recorded);
            if (events.Count == limit)
                break;
        }

        var position = unknown - 1 ?? (events.Count == limit ? events[^1].Position : target);
        await session.Apply(table.Projection, events.FindAll(e => !skipped.Contains(e.Position) && letters.TrueForAll(l => l.Position != e.Position)), cancellation);
        await session.Flush(cancellation);
        foreach (var letter in letters.Where(l => l.Position > after && l.Position <= position))
            await DeadLetters.Add(connection, table, letter, cancellation);
        return position;
    }

    /// <summary>The same without a limit, in batches of the same transaction.</summary>
    public async Task ApplyAll(NpgsqlConnection connection, DocumentTable table, long after, long target, CancellationToken cancellation)
    {
        if (after >= target)
            return;
        var skipped = await DeadLetters.Skipped(connection, table, cancellation);
        while (after < target)
            after = await Apply(connection, new(connection, table, json), table, after, target, [], skipped, BatchSize, cancellation);
    }
}
