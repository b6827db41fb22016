using System.Globalization;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>Packs a partition where it lies. Each step can be repeated.</summary>
sealed class PartitionPacking(NpgsqlDataSource database, LogPartition partition)
{
    // An index that was being rebuilt when its program or server ended.
    // language=sql
    const string ReadLeftovers = """
        select format('drop index concurrently briefings.%I', c.relname)
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
        where t.relname = $1 and t.relnamespace = 'briefings'::regnamespace and not i.indisvalid
        """;

    public async Task Pack(CancellationToken cancellation)
    {
        foreach (var drop in await Leftovers(cancellation))
            await Run(database, drop, cancellation);
        await Run(database, $"alter index briefings.{IdIndex(partition)} set (fillfactor = 100)", cancellation);
        await Run(database, $"reindex table concurrently briefings.{partition.Name}", cancellation);
        FaultPoint.Pass("archive.indexed");
    }

    /// <summary>Freezes the rows, so that no later vacuum has to come by, and counts them for the planner.</summary>
    public static Task Freeze(NpgsqlDataSource database, LogPartition partition, CancellationToken cancellation) =>
        Run(database, $"vacuum (freeze, analyze) briefings.{partition.Name}", cancellation);

    /// <summary>The index of ids of a partition; its name begins as that of the first one, by which appends know it.</summary>
    public static string IdIndex(LogPartition partition) =>
        string.Create(CultureInfo.InvariantCulture, $"event_id_is_unique_{partition.Name["events_".Length..]}");

    async Task<List<string>> Leftovers(CancellationToken cancellation)
    {
        var drops = new List<string>();
        await using var command = database.CreateCommand(ReadLeftovers);
        command.Parameters.Add(new() { Value = partition.Name });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            drops.Add(reader.GetString(0));
        return drops;
    }

    static async Task Run(NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Names of tables and indexes of this schema, which cannot be parameters.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
