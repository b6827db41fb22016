using System.Data;
using Npgsql;

namespace Briefings.EventStore;

public sealed partial class Projector
{
    /// <summary>Up to this position a table is brought up to the log in place; beyond it, by a rebuild beside.</summary>
    const long SmallLog = 10_000;

    /// <summary>
    /// Makes the live table if it is not there. A version that follows another one, or comes to a long log, is built beside
    /// and switched in when it is up to the log; until then its readers are told so, and those of the version before go on.
    /// </summary>
    async Task Prepare(DocumentTable table, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await ProjectionSlots.Read(connection, table, locked: false, cancellation) is not null)
            return;
        if (await ProjectionVersions.Before(connection, table, cancellation) is not null || await log.HighWaterMark(cancellation) > SmallLog)
            await Build(connection, table, cancellation);
        else
            await Begin(connection, table, cancellation);
    }

    /// <summary>Begins with an empty table; an inline projection gets the events of the log so far.</summary>
    async Task Begin(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await InlineProjections.Order(connection, cancellation);
        if (table.Projection.Mode == ProjectionMode.Inline)
            await InlineProjections.Prepare(connection, table, step, await log.Settle(cancellation), cancellation);
        else
            await ProjectionSlots.Create(connection, table, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Builds a first table beside. One that this program has found poison for waits until somebody asks for a rebuild.</summary>
    async Task Build(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        var beside = table with { Slot = Slot.Rebuild };
        if (await ProjectionSlots.Read(connection, beside, locked: false, cancellation) is { Stopped: true } begun
            && begun.Fingerprint == ProjectionSlots.Fingerprint(table.Projection))
            return;
        await BeginRebuild(beside, ProjectionSlots.Fingerprint(table.Projection), cancellation);
        if (await StepTo(beside, await log.Settle(cancellation), null, cancellation) is { Stopped: false })
            await Switch(beside, NothingRetried, cancellation);
    }

    /// <summary>Drops the tables of versions before those of this program, once these are live. Programs that use them must have ended.</summary>
    /// <returns>What was dropped, as `NAME vN`.</returns>
    public async Task<IReadOnlyList<string>> Prune(CancellationToken cancellation = default)
    {
        var dropped = new List<string>();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var projection in registry.All)
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            if (await ProjectionSlots.Read(connection, new(projection, Slot.Live), locked: true, cancellation) is null)
                continue;
            dropped.AddRange((await ProjectionVersions.DropBefore(connection, projection, cancellation)).Select(v => FormattableString.Invariant($"{projection.Name} v{v}")));
            FaultPoint.Pass("version.dropping");
            await transaction.CommitAsync(cancellation);
            FaultPoint.Pass("version.dropped");
        }

        return dropped;
    }
}
