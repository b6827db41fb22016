using System.Data;

namespace Briefings.EventStore;

public sealed partial class Projector
{
    /// <summary>Every event that a projection of this program has not applied: given up, stopped before, or skipped.</summary>
    /// <param name="projection">Only of this one; of all if null.</param>
    public async Task<IReadOnlyList<DeadLetter>> Letters(string? projection = null, CancellationToken cancellation = default)
    {
        var versions = registry.All.Where(p => projection is null || ReferenceEquals(p, registry[projection])).ToDictionary(p => p.Name, p => p.Version, StringComparer.Ordinal);
        return [.. (await DeadLetters.Read(database, cancellation)).Where(l => versions.TryGetValue(l.Projection, out var version) && version == l.Version)];
    }

    /// <summary>
    /// Applies events after all that a projection has not applied. One that it stopped before is tried where it stands. One
    /// that was given up or skipped cannot be applied behind later ones: the documents it concerns are built anew from all
    /// their events, or all documents if the projection does not say which those are.
    /// </summary>
    /// <param name="position">The event to retry; every one that is given up or stopped before, if null. A skipped one is named.</param>
    /// <returns>What the projection still does not apply of those that were retried.</returns>
    public async Task<IReadOnlyList<DeadLetter>> Retry(
        string name, long? position = null, IProgress<ProjectionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var asked = (await Letters(name, cancellation)).Where(l => position is null ? l.State != DeadLetterState.Skipped : l.Position == position).ToList();
        var open = asked.Where(l => l.State != DeadLetterState.Stopped).Select(l => l.Position).ToHashSet();
        if (asked.Exists(l => l.State == DeadLetterState.Stopped))
        {
            await Resume(name, cancellation);
            FaultPoint.Pass("letter.resumed");
            await CatchUp(cancellation);
        }

        if (open.Count > 0 && registry[name] is IKeyed keyed)
            await ApplyAfterAll(name, keyed, open, progress, cancellation);
        else if (open.Count > 0)
            await RebuildWith(name, open, progress, cancellation);
        return [.. (await Letters(name, cancellation)).Where(l => asked.Exists(a => a.Position == l.Position))];
    }

    /// <summary>Decides that a projection does without an event it could not apply, for as long as its version lasts.</summary>
    /// <returns>Whether there was such an event: one it stopped before, or gave up.</returns>
    public async Task<bool> Skip(string name, long position, string reason, string by, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var table = new DocumentTable(registry[name], Slot.Live);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        var state = await ProjectionSlots.Read(connection, table, locked: true, cancellation);
        var letter = (await Letters(name, cancellation)).FirstOrDefault(l => l.Position == position && l.State != DeadLetterState.Skipped);
        if (state is null || letter is null)
            return false;
        await DeadLetters.Skip(connection, table, position, letter.Error, reason, by, cancellation);
        if (letter.State == DeadLetterState.Stopped)
            await ProjectionSlots.Move(connection, table, position, null, cancellation);
        FaultPoint.Pass("letter.skipping");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("letter.skipped");
        return true;
    }

    /// <summary>Builds the documents of the events' keys anew; those that still cannot be applied stay away, with the new error.</summary>
    async Task ApplyAfterAll(
        string name, IKeyed keyed, HashSet<long> open, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        var table = new DocumentTable(registry[name], Slot.Live);
        while (open.Count > 0)
        {
            try
            {
                var keys = await KeysOf(keyed, open, cancellation);
                await Keys(table).Build(keys, open, progress, cancellation);
                return;
            }
            catch (PoisonException poison) when (open.Remove(poison.Position))
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                await DeadLetters.Add(connection, table, poison, cancellation);
            }
        }
    }

    async Task<HashSet<string>> KeysOf(IKeyed keyed, IEnumerable<long> positions, CancellationToken cancellation)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var position in positions)
        {
            await foreach (var recorded in log.ReadSettled(position - 1, position, null, cancellation))
            {
                try
                {
                    keys.UnionWith(keyed.Keys(recorded));
                }
                catch (Exception cause)
                {
                    throw new PoisonException(position, cause);
                }
            }
        }

        return keys;
    }

    /// <summary>Rebuilds the whole projection, which tries given-up events again by itself; skipped ones stay skipped if it fails.</summary>
    async Task RebuildWith(string name, HashSet<long> open, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        var skipped = (await Letters(name, cancellation)).Where(l => l.State == DeadLetterState.Skipped && open.Contains(l.Position)).Select(l => l.Position).ToHashSet();
        await Rebuild(name, skipped, progress, cancellation);
    }
}
