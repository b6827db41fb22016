using System.Data;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>What a partial rebuild did.</summary>
/// <param name="Position">The position the documents stand at.</param>
/// <param name="Keys">The documents that were built anew, in byte order; one that no event makes is gone.</param>
public sealed record PartialRebuild(string Projection, int Version, long Position, IReadOnlyList<string> Keys);

public sealed partial class Projector
{
    KeyRebuild Keys(DocumentTable live) => new(database, log, json, live);

    /// <summary>Builds some documents anew from all their events; the others stay as they are, and readers see the old ones until then.</summary>
    /// <exception cref="PoisonException">An event could not be applied; nothing was changed.</exception>
    public async Task<PartialRebuild> RebuildKeys(
        string name, IReadOnlyCollection<string> keys, IProgress<ProjectionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var live = new DocumentTable(registry[name], Slot.Live);
        await Prepare(live, cancellation);
        var wanted = keys.ToHashSet(StringComparer.Ordinal);
        var position = live.Projection is IKeyed
            ? await Keys(live).Build(wanted, new HashSet<long>(), progress, cancellation)
            : await Copy(live, () => wanted, progress, cancellation);
        return new(name, live.Projection.Version, position, [.. wanted.Order(Utf8Order.Instance)]);
    }

    /// <summary>The same for the documents that the events of one stream change.</summary>
    /// <exception cref="PoisonException">An event could not be applied; nothing was changed.</exception>
    public async Task<PartialRebuild> RebuildStream(
        string name, string stream, IProgress<ProjectionProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (registry[name] is IKeyed keyed)
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var recorded in log.ReadStream(stream, 0, cancellation))
            {
                if (registry[name].Wants(recorded.Type))
                    keys.UnionWith(keyed.Keys(recorded));
            }

            return await RebuildKeys(name, keys, progress, cancellation);
        }

        var watched = new WatchedProjection(registry[name], stream);
        var live = new DocumentTable(watched, Slot.Live);
        await Prepare(live with { Projection = registry[name] }, cancellation);
        var position = await Copy(live, () => watched.Touched, progress, cancellation);
        return new(name, watched.Version, position, [.. watched.Touched.Order(Utf8Order.Instance)]);
    }

    // language=sql
    const string CopyDocuments = "insert into {table} (key, body, position) select key, body, position from ";

    /// <summary>
    /// Builds all documents beside the live ones, since any of them may go into any other, and takes over only some.
    /// </summary>
    async Task<long> Copy(DocumentTable live, Func<HashSet<string>> keys, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        var beside = live with { Slot = Slot.Verify };
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Turn(TakeVerifyTurn, connection, live, cancellation);
        try
        {
            await ProjectionSlots.Drop(connection, beside, cancellation);
            await ProjectionSlots.Create(connection, beside, cancellation);
            var built = await StepToLive(connection, beside, progress, cancellation);

            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            if (live.Projection.Mode == ProjectionMode.Inline)
                await InlineProjections.Order(connection, cancellation);
            var position = (await ProjectionSlots.Read(connection, live, locked: true, cancellation))?.Position
                ?? throw new InvalidOperationException($"Expected projection {live.Projection.Name} to have run, found it did not.");
            await step.ApplyAll(connection, beside, built, position, cancellation);
            string[] taken = [.. keys()];
            await ProjectionSlots.Delete(connection, live, taken, cancellation);
            await using (var copy = new NpgsqlBatch(connection) { BatchCommands = { live.Sql($"{CopyDocuments}briefings.{beside.Name} where key = any($1)", (object)taken) } })
                await copy.ExecuteNonQueryAsync(cancellation);
            await ProjectionSlots.Touch(connection, live, cancellation);
            FaultPoint.Pass("keys.building");
            await transaction.CommitAsync(cancellation);
            FaultPoint.Pass("keys.built");
            return position;
        }
        finally
        {
            await EndVerifyTurn(connection, live, beside);
        }
    }

    /// <summary>A projection that remembers which documents the events of one stream have changed.</summary>
    sealed class WatchedProjection(IProjection projection, string stream) : IProjection
    {
        public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

        public string Name => projection.Name;

        public int Version => projection.Version;

        public ProjectionMode Mode => projection.Mode;

        public IReadOnlyCollection<string>? EventTypes => projection.EventTypes;

        public PoisonPolicy OnPoison => projection.OnPoison;

        public ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation) =>
            projection.Apply(recorded, string.Equals(recorded.Stream, stream, StringComparison.Ordinal) ? new Session(documents, Touched) : documents, cancellation);

        sealed class Session(IDocumentSession documents, HashSet<string> touched) : IDocumentSession
        {
            public ValueTask<T?> Load<T>(string key, CancellationToken cancellation = default)
                where T : class => documents.Load<T>(key, cancellation);

            public void Store<T>(string key, T document)
                where T : class
            {
                touched.Add(key);
                documents.Store(key, document);
            }

            public void Delete(string key)
            {
                touched.Add(key);
                documents.Delete(key);
            }
        }
    }
}
