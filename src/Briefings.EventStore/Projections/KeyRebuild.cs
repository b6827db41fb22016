using System.Data;
using System.Text.Json;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>Builds some documents of a keyed projection anew from all their events, and puts them in the place of the live ones in one commit.</summary>
sealed class KeyRebuild(NpgsqlDataSource database, EventLog log, JsonSerializerOptions json, DocumentTable live)
{
    const int ChunkSize = 1000;

    /// <param name="retried">Events among the dead letters or the skipped ones that are to be applied now.</param>
    /// <returns>The position the documents stand at.</returns>
    /// <exception cref="PoisonException">An event could not be applied; nothing was changed.</exception>
    public async Task<long> Build(
        IReadOnlySet<string> keys, IReadOnlySet<long> retried, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var standing = await ProjectionSlots.Read(connection, live, locked: false, cancellation)
            ?? throw new InvalidOperationException($"Expected projection {live.Projection.Name} to have run, found it did not.");
        var without = await DeadLetters.Unapplied(connection, live, cancellation);
        without.ExceptWith(retried);
        var session = new DocumentSession(connection, live, json, new KeyFilter());
        var projection = new OnlyKeys(live.Projection, keys);
        await foreach (var chunk in log.Chunks(0, standing.Position, live.Projection.EventTypes, ChunkSize, cancellation))
        {
            await Apply(session, projection, chunk.Parse(), without, cancellation);
            progress?.Report(new(live.Projection.Name, chunk.Rows[^1].Position, standing.Position));
        }

        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        if (live.Projection.Mode == ProjectionMode.Inline)
            await InlineProjections.Order(connection, cancellation);
        var locked = await ProjectionSlots.Read(connection, live, locked: true, cancellation)
            ?? throw new InvalidOperationException($"Expected projection {live.Projection.Name} to stand still, found it replaced.");
        var rest = await log.ReadFor(live.Projection, standing.Position, locked.Position, cancellation).ToListAsync(cancellation);
        await Apply(session, projection, rest, without, cancellation);
        await ProjectionSlots.Delete(connection, live, [.. keys], cancellation);
        await session.Flush(cancellation);
        await DeadLetters.Forget(connection, live, [.. retried], cancellation);
        await ProjectionSlots.Touch(connection, live, cancellation);
        FaultPoint.Pass("keys.building");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("keys.built");
        progress?.Report(new(live.Projection.Name, locked.Position, locked.Position));
        return locked.Position;
    }

    async Task Apply(
        DocumentSession session, OnlyKeys projection, List<RecordedEvent> events, HashSet<long> without, CancellationToken cancellation)
    {
        if (events.Find(e => !e.IsKnown) is { } unknown)
            throw new UnknownEventTypeException(new(unknown.Type, unknown.SchemaVersion), unknown.Position);
        await session.Apply(projection, events.FindAll(e => live.Projection.Wants(e.Type) && !without.Contains(e.Position)), cancellation);
    }

    /// <summary>A projection that leaves all documents alone but some.</summary>
    sealed class OnlyKeys(IProjection projection, IReadOnlySet<string> keys) : IProjection, IKeyed
    {
        readonly IKeyed keyed = (IKeyed)projection;

        public string Name => projection.Name;

        public int Version => projection.Version;

        public ProjectionMode Mode => projection.Mode;

        public IReadOnlyCollection<string>? EventTypes => projection.EventTypes;

        public IEnumerable<string> Keys(RecordedEvent recorded) => keyed.Keys(recorded).Where(keys.Contains);

        public ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation) =>
            keyed.Apply(recorded, documents, keys.Contains, cancellation);

        public ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, Func<string, bool> only, CancellationToken cancellation) =>
            keyed.Apply(recorded, documents, only, cancellation);
    }
}
