using System.Diagnostics;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>How far a rebuild has come.</summary>
/// <param name="Rate">Positions a second since this pass began; 0 while that is not known.</param>
/// <param name="Remaining">What is left at that rate; null while that is not known.</param>
public readonly record struct ProjectionProgress(string Projection, long Position, long Target, double Rate = 0, TimeSpan? Remaining = null);

/// <summary>Tells a listener how a rebuild is getting on, and the database once a second, for whoever looks from outside.</summary>
sealed class RebuildProgress(NpgsqlDataSource database, DocumentTable table, long from, long target, IProgress<ProjectionProgress>? listener)
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    readonly Stopwatch running = Stopwatch.StartNew();
    TimeSpan? storedAt;

    public async Task At(long position, CancellationToken cancellation)
    {
        var rate = (position - from) / Math.Max(running.Elapsed.TotalSeconds, 0.001);
        listener?.Report(new(table.Projection.Name, position, target, rate, Remaining(position, target, rate)));
        if (position >= target || running.Elapsed - storedAt < Interval)
            return;
        storedAt = running.Elapsed;
        await Store(position, rate, cancellation);
    }

    // language=sql
    const string StoreProgress = """
        update briefings.projections set seen_position = $4, target_position = $5, rate = $6, seen_at = now()
        where name = $1 and version = $2 and slot = $3
        """;

    async Task Store(long position, double rate, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(table.Sql(StoreProgress, table.Projection.Name, table.Projection.Version, table.SlotName, position, target, rate));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string ReadProgress = """
        select seen_position, target_position, rate from briefings.projections
        where name = $1 and version = $2 and slot = $3 and seen_at > now() - interval '1 minute'
        """;

    /// <summary>How a rebuild is getting on in whatever program runs it; null if none has told for a minute.</summary>
    public static async Task<ProjectionProgress?> Read(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(ReadProgress, table.Projection.Name, table.Projection.Version, table.SlotName) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var (position, target, rate) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetDouble(2));
        return new(table.Projection.Name, position, target, rate, Remaining(position, target, rate));
    }

    // Positions of a new epoch lie a thousand million on.
    static TimeSpan? Remaining(long position, long target, double rate) =>
        rate > 0 ? TimeSpan.FromSeconds(Math.Min((target - position) / rate, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
}
