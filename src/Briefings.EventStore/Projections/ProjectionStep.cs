using System.Data;
using System.Text.Json;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>Moves a table of a projection forward: documents, dead letters and checkpoint in one commit.</summary>
sealed class ProjectionStep(NpgsqlDataSource database, EventLog log, JsonSerializerOptions json)
{
    /// <summary>The most events applied in one transaction, which also bounds how many documents are in memory.</summary>
    const int BatchSize = 1000;

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
        var position = await Apply(connection, table, state.Position, target, letters, BatchSize, cancellation);
        if (position < target)
            stop = null;
        await ProjectionSlots.Move(connection, table, position, stop, cancellation);
        FaultPoint.Pass("step.applied");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("step.committed");
        return state with { Position = position, Stopped = stop is not null, Error = stop?.InnerException?.Message, ErrorPosition = stop?.Position };
    }

    /// <summary>Applies the events after one position up to another in the transaction of a connection.</summary>
    /// <returns>The position reached: the target, unless there were more events than the limit.</returns>
    public async Task<long> Apply(
        NpgsqlConnection connection, DocumentTable table, long after, long target, List<PoisonException> letters, int limit,
        CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        await foreach (var recorded in log.ReadSettled(after, target, table.Projection.EventTypes, cancellation))
        {
            events.Add(recorded);
            if (events.Count == limit)
                break;
        }

        var position = events.Count == limit ? events[^1].Position : target;
        var session = new DocumentSession(connection, table, json);
        await session.Apply(table.Projection, events.FindAll(e => letters.TrueForAll(l => l.Position != e.Position)), cancellation);
        await session.Flush(cancellation);
        foreach (var letter in letters.Where(l => l.Position > after && l.Position <= position))
            await DeadLetters.Add(connection, table, letter, cancellation);
        return position;
    }

    /// <summary>The same without a limit, in batches of the same transaction.</summary>
    public async Task ApplyAll(NpgsqlConnection connection, DocumentTable table, long after, long target, CancellationToken cancellation)
    {
        while (after < target)
            after = await Apply(connection, table, after, target, [], BatchSize, cancellation);
    }
}
