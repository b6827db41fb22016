using System.Data;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>
/// Brings a table that nobody reads yet over a long stretch of the log: one statement reads forward, another processor
/// reads the bodies, documents are folded by key on several processors and stay in memory within bounds, and what changed is
/// written with the checkpoint by COPY.
/// </summary>
/// <param name="lanes">How many folds of a keyed projection run at the same time.</param>
sealed class ProjectionRebuild(NpgsqlDataSource database, EventLog log, ProjectionStep step, JsonSerializerOptions json, int lanes)
{
    const int ChunkSize = 1000;

    /// <summary>How many chunks are read and parsed ahead of the fold.</summary>
    const int ChunksAhead = 3;

    /// <summary>The most work that a kill undoes.</summary>
    static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(10);

    /// <summary>Goes on from where the slot stands to a settled position.</summary>
    /// <returns>The row afterwards; null if the slot is not there, because somebody else finished with it.</returns>
    /// <param name="retried">Skipped events that are applied nevertheless.</param>
    public async Task<SlotState?> Run(
        DocumentTable table, long target, HashSet<long> retried, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        long? poison = null;
        while (true)
        {
            var state = await State(table, cancellation);
            if (state is null || state.Stopped || state.Position >= target)
                return state;
            try
            {
                // Up to an event that could not be applied, and over it or not, as the policy of the projection says.
                if (state.Position + 1 == poison)
                    await step.Next(table, state.Position + 1, cancellation);
                else
                    await Pass(table, state, poison - 1 is { } before && before > state.Position ? before : target, retried, progress, cancellation);
            }
            catch (PoisonException found)
            {
                poison = found.Position;
            }
            catch (SlotMovedException)
            {
                // Somebody else is at it as well; go on from where they are.
            }
        }
    }

    async Task Pass(
        DocumentTable table, SlotState from, long target, HashSet<long> retried, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<Task<List<RecordedEvent>>>(new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => Read(table, from.Position, target, chunks.Writer, ending.Token), CancellationToken.None);
        try
        {
            await Fold(table, from, target, chunks.Reader, retried, progress, cancellation);
            await reading;
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task Read(
        DocumentTable table, long after, long target, ChannelWriter<Task<List<RecordedEvent>>> chunks, CancellationToken cancellation)
    {
        try
        {
            await foreach (var chunk in log.Chunks(after, target, table.Projection.EventTypes, ChunkSize, cancellation))
                await chunks.WriteAsync(Task.Run(chunk.Parse, cancellation), cancellation);
            chunks.Complete();
        }
        catch (Exception trouble)
        {
            chunks.Complete(trouble);
            throw;
        }
    }

    async Task Fold(
        DocumentTable table, SlotState from, long target, ChannelReader<Task<List<RecordedEvent>>> chunks, HashSet<long> retried,
        IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var skipped = await DeadLetters.Skipped(connection, table, cancellation);
        skipped.ExceptWith(retried);
        var documents = new FoldLanes(connection, table, json, tableIsEmpty: from.Position == 0, lanes);
        var seen = new RebuildProgress(database, table, from.Position, target, progress);
        var state = from;
        var since = Stopwatch.StartNew();
        await foreach (var chunk in chunks.ReadAllAsync(cancellation))
        {
            var events = await chunk;
            var position = events[^1].Position;
            var unknown = events.FindIndex(e => !e.IsKnown);
            await documents.Apply(Wanted(table.Projection, unknown < 0 ? events : events[..unknown], skipped), cancellation);
            if (unknown >= 0)
            {
                await Checkpoint(connection, documents, table, state, events[unknown].Position - 1, cancellation);
                throw new UnknownEventTypeException(new(events[unknown].Type, events[unknown].SchemaVersion), events[unknown].Position);
            }

            if (documents.IsFull || since.Elapsed > CheckpointInterval)
            {
                state = await Checkpoint(connection, documents, table, state, position, cancellation);
                documents.Shrink();
                since.Restart();
            }

            await seen.At(position, cancellation);
        }

        await Checkpoint(connection, documents, table, state, target, cancellation);
        await seen.At(target, cancellation);
    }

    static List<RecordedEvent> Wanted(IProjection projection, List<RecordedEvent> events, HashSet<long> skipped) =>
        skipped.Count == 0 && projection.EventTypes is null ? events : events.FindAll(e => projection.Wants(e.Type) && !skipped.Contains(e.Position));

    /// <summary>Writes what changed, unless somebody else has moved the slot since it was read.</summary>
    static async Task<SlotState> Checkpoint(
        NpgsqlConnection connection, FoldLanes documents, DocumentTable table, SlotState expected, long position, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        var state = await ProjectionSlots.Lock(connection, table, null, cancellation);
        if (state != expected)
            throw new SlotMovedException();
        await documents.Flush(cancellation);
        await ProjectionSlots.Move(connection, table, position, null, cancellation);
        FaultPoint.Pass("rebuild.applied");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("rebuild.checkpointed");
        return expected with { Position = position };
    }

    async Task<SlotState?> State(DocumentTable table, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ProjectionSlots.Read(connection, table, locked: false, cancellation);
    }
}

/// <summary>Another program has moved the slot; what was folded since is to be thrown away.</summary>
sealed class SlotMovedException() : Exception("Another program has moved the projection.");
