using Npgsql;

namespace Briefings.EventStore;

/// <summary>The versions of a projection that have tables, beside the one of this program.</summary>
static class ProjectionVersions
{
    // language=sql
    const string LiveBefore = """
        select max(version) from briefings.projections where name = $1 and version < $2 and slot = 'live'
        """;

    /// <summary>The latest version before a table's that has live documents; null if none has.</summary>
    public static async Task<int?> Before(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(LiveBefore, table.Projection.Name, table.Projection.Version) },
        };
        return await batch.ExecuteScalarAsync(cancellation) as int?;
    }

    // language=sql
    const string SlotsBefore = """
        delete from briefings.projections where name = $1 and version < $2 returning version, slot
        """;

    // language=sql
    const string LettersBefore = "delete from briefings.dead_letters where name = $1 and version < $2";

    // language=sql
    const string SkipsBefore = "delete from briefings.skipped_events where name = $1 and version < $2";

    public static async Task<IReadOnlyList<int>> DropBefore(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation)
    {
        var table = new DocumentTable(projection, Slot.Live);
        var slots = new List<(int Version, string Slot)>();
        await using (var delete = new NpgsqlBatch(connection) { BatchCommands = { table.Sql(SlotsBefore, projection.Name, projection.Version) } })
        await using (var reader = await delete.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                slots.Add((reader.GetInt32(0), reader.GetString(1)));
        }

        await using var drop = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(LettersBefore, projection.Name, projection.Version), table.Sql(SkipsBefore, projection.Name, projection.Version) },
        };
        foreach (var (version, slot) in slots)
            drop.BatchCommands.Add(table.Sql(FormattableString.Invariant($"drop table if exists briefings.projection_{projection.Name}_v{version}{(slot is "live" ? "" : "_" + slot)}")));
        await drop.ExecuteNonQueryAsync(cancellation);
        return [.. slots.Where(s => s.Slot is "live").Select(s => s.Version)];
    }
}
