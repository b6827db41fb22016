using System.Data;
using System.Security.Cryptography;
using System.Text;

namespace Briefings.EventStore;

public sealed partial class Projector
{
    /// <summary>
    /// Builds a projection from nothing in a table beside the live one and switches in one transaction.
    /// Cut off in the middle, the next call goes on where it was, unless the program has changed in between.
    /// </summary>
    /// <returns>The position the documents stand at.</returns>
    /// <exception cref="PoisonException">An event could not be applied; the live documents are as they were.</exception>
    public Task<long> Rebuild(string name, IProgress<ProjectionProgress>? progress = null, CancellationToken cancellation = default) =>
        Rebuild(name, NothingRetried, progress, cancellation);

    static readonly HashSet<long> NothingRetried = [];

    /// <param name="retried">Skipped events that are to be applied now; the switch forgets that they were skipped.</param>
    async Task<long> Rebuild(string name, HashSet<long> retried, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        var beside = new DocumentTable(registry[name], Slot.Rebuild);
        await BeginRebuild(beside, Fingerprint(beside.Projection, retried), cancellation);
        var target = await log.Settle(cancellation);
        ThrowIfStopped(await StepTo(beside, target, progress, cancellation, retried));
        return await Switch(beside, retried, cancellation) ?? target;
    }

    /// <summary>A rebuild that applies what others skip is continued only by one that does so as well.</summary>
    static Guid Fingerprint(IProjection projection, HashSet<long> retried)
    {
        var code = ProjectionSlots.Fingerprint(projection);
        if (retried.Count == 0)
            return code;
        var text = FormattableString.Invariant($"{code} {string.Join(' ', retried.Order())}");
        return new(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
    }

    async Task BeginRebuild(DocumentTable beside, Guid fingerprint, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await ProjectionSlots.Read(connection, beside with { Slot = Slot.Live }, locked: true, cancellation);
        var begun = await ProjectionSlots.Read(connection, beside, locked: true, cancellation);
        if (begun is not null && (begun.Stopped || begun.Fingerprint != fingerprint))
            await ProjectionSlots.Drop(connection, beside, cancellation);
        await ProjectionSlots.Create(connection, beside, cancellation, fingerprint);
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("rebuild.begun");
    }

    async Task<long?> Switch(DocumentTable beside, HashSet<long> retried, CancellationToken cancellation)
    {
        var live = beside with { Slot = Slot.Live };
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        if (live.Projection.Mode == ProjectionMode.Inline)
            await InlineProjections.Order(connection, cancellation);
        var seen = await ProjectionSlots.Read(connection, live, locked: true, cancellation);
        var built = await ProjectionSlots.Read(connection, beside, locked: true, cancellation);
        if (built is null)
            return null;

        // What the live table has applied since is settled, and its row stands still while it is locked. An inline projection
        // has to be up to the log, and appends that concern it wait.
        var position = Math.Max(built.Position, seen?.Position ?? 0);
        if (live.Projection.Mode == ProjectionMode.Inline)
            position = Math.Max(position, await log.Settle(cancellation));
        await step.ApplyAll(connection, beside, built.Position, position, cancellation);
        await DeadLetters.Forget(connection, live, [.. retried], cancellation);
        await ProjectionSlots.Replace(connection, live, beside, position, cancellation);
        FaultPoint.Pass("rebuild.switching");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("rebuild.switched");
        return position;
    }

    static void ThrowIfStopped(SlotState? state)
    {
        if (state is { Stopped: true, ErrorPosition: { } position })
            throw new PoisonException(position, new InvalidOperationException(state.Error));
    }
}
