using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>Brings the documents of the program's projections up to the log. Any number of programs may do so at once.</summary>
/// <param name="lanes">How many folds of a keyed projection a rebuild runs at the same time. Defaults to half of the processors, at most 8: the others read.</param>
public sealed partial class Projector(
    NpgsqlDataSource database, EventLog log, ProjectionRegistry registry, JsonSerializerOptions json, ILogger<Projector>? logger = null,
    NodeIdentity? node = null, int? lanes = null)
{
    /// <summary>How many projections are brought up to date at the same time.</summary>
    const int Parallelism = 4;

    readonly ILogger logger = logger ?? NullLogger<Projector>.Instance;
    readonly ProjectionStep step = new(database, log, json);

    /// <summary>The projections whose live table has been seen; it stays, unless the database is another one.</summary>
    readonly ConcurrentDictionary<string, bool> prepared = new(StringComparer.Ordinal);

    ProjectionRebuild Beside => field ??= new(database, log, step, json, lanes ?? Math.Clamp(Environment.ProcessorCount / 2, 1, 8));

    /// <summary>
    /// Applies everything committed before the call, in this program or by waiting for another that is at it.
    /// A stopped projection stays where it is; its status tells why.
    /// </summary>
    /// <returns>The position up to which the projections stand.</returns>
    public async Task<long> CatchUp(CancellationToken cancellation = default)
    {
        var target = await log.Settle(cancellation);
        await CatchUpTo(target, cancellation);
        return target;
    }

    /// <summary>Lets a stopped projection try again from the event it stopped before.</summary>
    public async Task Resume(string name, CancellationToken cancellation = default)
    {
        var table = new DocumentTable(registry[name], Slot.Live);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        if (await ProjectionSlots.Read(connection, table, locked: true, cancellation) is { } state)
            await ProjectionSlots.Move(connection, table, state.Position, null, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    Task CatchUpTo(long target, CancellationToken cancellation) => Parallel.ForEachAsync(
        registry.All, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
        async (projection, stopped) =>
        {
            var table = new DocumentTable(projection, Slot.Live);
            if (!prepared.ContainsKey(projection.Name))
                await Prepare(table, stopped);
            prepared[projection.Name] = true;
            if (projection.Mode == ProjectionMode.Asynchronous && await StepTo(table, target, null, stopped) is null)
                prepared.TryRemove(projection.Name, out _);
        });

    /// <summary>Steps a slot to a position, unless it stops or somebody else finishes with it.</summary>
    async Task<SlotState?> StepTo(
        DocumentTable table, long target, IProgress<ProjectionProgress>? progress, CancellationToken cancellation, HashSet<long>? retried = null)
    {
        SlotState? state;
        if (table.Slot == Slot.Live)
        {
            do
                state = await step.Next(table, target, cancellation);
            while (state is { Stopped: false } && state.Position < target);
        }
        else
        {
            state = await Beside.Run(table, target, retried ?? NothingRetried, progress, cancellation);
        }

        if (state is { Stopped: true })
            LogStopped(table.Name, state.ErrorPosition, state.Error);
        return state;
    }

    [LoggerMessage(LogLevel.Error, "Projection {Table} stopped before the event at position {Position}: {Error}")]
    partial void LogStopped(string table, long? position, string? error);
}
