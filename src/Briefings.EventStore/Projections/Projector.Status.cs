using Npgsql;

namespace Briefings.EventStore;

/// <summary>Where a projection stands.</summary>
/// <param name="Position">The last position it finished.</param>
/// <param name="Lag">How far that is behind the high-water mark; positions have gaps, so it is no count of events.</param>
/// <param name="Documents">How many there are; above 100,000 an estimate.</param>
/// <param name="State">new, building (a first table, beside), running, rebuilding, stopped, or waiting before an event of a type that only a newer program knows.</param>
/// <param name="Error">Why it stopped or waits.</param>
/// <param name="ErrorPosition">The event it stopped before.</param>
/// <param name="Holder">The node that moves it; null if only commands do.</param>
public sealed record ProjectionStatus(
    string Name, int Version, ProjectionMode Mode, long Position, long Lag, long Documents, string State, string? Error, long? ErrorPosition,
    long DeadLetters, ShardHolder? Holder = null)
{
    /// <summary>How many events somebody decided to do without.</summary>
    public long Skipped { get; init; }

    /// <summary>How a rebuild beside the live documents is getting on; null if none runs.</summary>
    public ProjectionProgress? Rebuild { get; init; }
}

public sealed partial class Projector
{
    // Counted while that is quick; a large table is as large as PostgreSQL believes it to be since it last looked.
    // language=sql
    const string CountRows = """
        select (select case when c.reltuples > 100000 then c.reltuples::bigint else (select count(*) from {table}) end
                from pg_class c where c.oid = '{table}'::regclass),
               (select count(*) from briefings.dead_letters where name = $1 and version = $2 and slot = 'live'),
               (select count(*) from briefings.skipped_events where name = $1 and version = $2)
        """;

    /// <summary>Every projection of the program, by name.</summary>
    public async Task<IReadOnlyList<ProjectionStatus>> Status(CancellationToken cancellation = default)
    {
        var statuses = new List<ProjectionStatus>();
        var mark = await log.HighWaterMark(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var holders = await ShardHolder.Read(connection, cancellation);
        foreach (var projection in registry.All)
        {
            var status = await Waiting(await Status(connection, new(projection, Slot.Live), mark, cancellation), cancellation);
            statuses.Add(status with { Holder = holders.GetValueOrDefault(ShardLease.Of(projection)) });
        }

        return statuses;
    }

    /// <summary>Tells whether a projection that lags cannot go on in this program, because a newer one wrote what comes next.</summary>
    async Task<ProjectionStatus> Waiting(ProjectionStatus status, CancellationToken cancellation) =>
        status is { Mode: ProjectionMode.Asynchronous, Error: null, Lag: > 0 } && await log.FirstUnknown(status.Position, cancellation) is { } unknown
            ? status with { State = "waiting", Error = unknown.Message, ErrorPosition = unknown.Position }
            : status;

    /// <summary>The events the projections have given up on.</summary>
    public async Task<IReadOnlyList<DeadLetter>> GivenUp(CancellationToken cancellation = default) =>
        [.. (await DeadLetters.Read(database, cancellation)).Where(l => l.State == DeadLetterState.GivenUp)];

    static async Task<ProjectionStatus> Status(NpgsqlConnection connection, DocumentTable table, long mark, CancellationToken cancellation)
    {
        var projection = table.Projection;
        var live = await ProjectionSlots.Read(connection, table, locked: false, cancellation);
        var rebuild = await ProjectionSlots.Read(connection, table with { Slot = Slot.Rebuild }, locked: false, cancellation);
        var progress = rebuild is null ? null : await RebuildProgress.Read(connection, table with { Slot = Slot.Rebuild }, cancellation);
        if (live is null)
        {
            var first = rebuild is null ? "new" : rebuild.Stopped ? "stopped" : "building";
            return new(projection.Name, projection.Version, projection.Mode, 0, mark, 0, first, rebuild?.Error, rebuild?.ErrorPosition, 0) { Rebuild = progress };
        }

        var state = live.Stopped ? "stopped" : rebuild is null ? "running" : "rebuilding";
        var lag = projection.Mode == ProjectionMode.Inline ? 0 : Math.Max(0, mark - live.Position);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(CountRows, projection.Name, projection.Version) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new(
            projection.Name, projection.Version, projection.Mode, live.Position, lag, reader.GetInt64(0), state, live.Error,
            live.ErrorPosition, reader.GetInt64(1)) { Skipped = reader.GetInt64(2), Rebuild = progress };
    }
}
