using Npgsql;

namespace Briefings.EventStore;

/// <summary>
/// Packs partitions of the log that are no longer written to, and moves them to other disks. Everything stays readable, in
/// the same order; nothing here removes an event.
/// </summary>
public sealed class LogArchive(NpgsqlDataSource database, EventLog log)
{
    // language=sql
    const string ReadPartitions = """
        select p.name, p.first, p.bound,
               case when p.first > (select case when s.is_called then s.last_value else 0 end from briefings.event_positions s) and p.first > 0 then 0
                    when not exists (select from briefings.log_partitions later where later.first > p.first and later.is_settled) then 1
                    when a.archived_at is null then 2
                    else 3 end,
               nullif(c.reltuples, -1)::bigint, pg_table_size(c.oid), pg_indexes_size(c.oid),
               (select e.recorded_at from briefings.events e where e.position >= p.first and e.position < p.bound order by e.position limit 1),
               (select e.recorded_at from briefings.events e where e.position >= p.first and e.position < p.bound order by e.position desc limit 1),
               coalesce(t.spcname, (select own.spcname from pg_database d join pg_tablespace own on own.oid = d.dattablespace where d.datname = current_database())),
               a.archived_at, a.archived_by, a.reason, a.tablespace, a.bytes_before, a.bytes_after
        from briefings.log_partitions p
        join pg_class c on c.relname = p.name and c.relnamespace = 'briefings'::regnamespace
        left join pg_tablespace t on t.oid = c.reltablespace
        left join lateral (
            select * from briefings.archived_partitions r where r.first = p.first order by r.archived_at desc limit 1) a on true
        order by p.first
        """;

    /// <summary>The partitions of the log in the order of their positions.</summary>
    public async Task<IReadOnlyList<LogPartition>> Partitions(CancellationToken cancellation = default)
    {
        await log.MakePartitions(cancellation);
        var partitions = new List<LogPartition>();
        await using var command = database.CreateCommand(ReadPartitions);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            partitions.Add(Row(reader));
        return partitions;
    }

    static LogPartition Row(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt64(2), (PartitionState)row.GetInt32(3),
        row.HasValue(4) ? row.GetInt64(4) : null, row.GetInt64(5), row.GetInt64(6),
        row.HasValue(7) ? row.Instant(7) : null, row.HasValue(8) ? row.Instant(8) : null, row.GetString(9),
        row.HasValue(10) ? new(row.Instant(10), row.GetString(11), row.GetString(12), row.GetString(13), row.GetInt64(14), row.GetInt64(15)) : null);

    /// <summary>
    /// Packs closed partitions: rebuilds their indexes densely and freezes their rows, beside readers and appends. With
    /// another tablespace named they are written anew there and take the place of the old ones in one short transaction;
    /// only redactions wait meanwhile. Cut off anywhere, it has changed nothing that a reader could see, and is called again.
    /// </summary>
    /// <param name="names">Of the partitions; all that are closed and not archived there yet, if empty.</param>
    /// <param name="tablespace">Where they are to lie; where they are, if null.</param>
    /// <returns>What was packed, as it stands now.</returns>
    /// <exception cref="ArchiveRefusedException">A partition is not closed or not there, the tablespace is not, or another packing is under way.</exception>
    public async Task<IReadOnlyList<LogPartition>> Pack(
        IReadOnlyCollection<string> names, string? tablespace, string by, string reason, IProgress<LogPartition>? begun = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await using var turn = await ArchiveTurn.Take(database, cancellation);
        await RequireTablespace(tablespace, cancellation);
        var wanted = Wanted(await Partitions(cancellation), names, tablespace);
        foreach (var partition in wanted)
        {
            begun?.Report(partition);
            if (tablespace is null || tablespace == partition.Tablespace)
                await new PartitionPacking(database, partition).Pack(cancellation);
            else
                await new PartitionMove(database, partition, tablespace).Move(cancellation);
            await PartitionPacking.Freeze(database, partition, cancellation);
            FaultPoint.Pass("archive.frozen");
            await Record(partition, by, reason, cancellation);
        }

        var packed = wanted.ConvertAll(p => p.Name);
        return [.. (await Partitions(cancellation)).Where(p => packed.Contains(p.Name, StringComparer.Ordinal))];
    }

    static List<LogPartition> Wanted(IReadOnlyList<LogPartition> partitions, IReadOnlyCollection<string> names, string? tablespace)
    {
        foreach (var name in names)
        {
            if (partitions.FirstOrDefault(p => p.Name == name) is not { } named)
                throw new ArchiveRefusedException($"Expected a partition of the log, found \"{name}\". There are: {string.Join(", ", partitions.Select(p => p.Name))}.");
            if (named.State is PartitionState.Open or PartitionState.Ahead)
                throw new ArchiveRefusedException($"Expected a partition that is closed, found {name}, which is still written to.");
        }

        return [.. partitions.Where(p => names.Count > 0
            ? names.Contains(p.Name, StringComparer.Ordinal)
            : p.State is PartitionState.Closed || (p.State is PartitionState.Archived && tablespace is not null && tablespace != p.Tablespace))];
    }

    // language=sql
    const string ReadTablespaces = "select spcname from pg_tablespace where spcname <> 'pg_global' order by 1";

    async Task RequireTablespace(string? tablespace, CancellationToken cancellation)
    {
        if (tablespace is null)
            return;
        var known = new List<string>();
        await using var command = database.CreateCommand(ReadTablespaces);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            known.Add(reader.GetString(0));
        if (!known.Contains(tablespace, StringComparer.Ordinal))
            throw new ArchiveRefusedException($"Expected a tablespace of this server, found \"{tablespace}\". There are: {string.Join(", ", known)}. Make one with: create tablespace NAME location '/folder'");
    }

    // language=sql
    const string RecordPacking = """
        insert into briefings.archived_partitions (first, archived_at, archived_by, reason, tablespace, bytes_before, bytes_after)
        select $1, clock_timestamp(), $2, $3,
               coalesce(t.spcname, (select own.spcname from pg_database d join pg_tablespace own on own.oid = d.dattablespace where d.datname = current_database())),
               $4, pg_total_relation_size(c.oid)
        from pg_class c left join pg_tablespace t on t.oid = c.reltablespace
        where c.relname = $5 and c.relnamespace = 'briefings'::regnamespace
        """;

    async Task Record(LogPartition partition, string by, string reason, CancellationToken cancellation)
    {
        await using var record = database.CreateCommand(RecordPacking);
        foreach (var value in (object[])[partition.First, by, reason, partition.RowBytes + partition.IndexBytes, partition.Name])
            record.Parameters.Add(new() { Value = value });
        await record.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>One packing at a time: a lock of a session, which ends with it however it ends.</summary>
sealed class ArchiveTurn(NpgsqlConnection connection) : IAsyncDisposable
{
    // language=sql
    const string TakeTurn = "select pg_try_advisory_lock(x'42520007'::bigint)";

    // language=sql
    const string GiveTurnBack = "select pg_advisory_unlock(x'42520007'::bigint)";

    public static async Task<ArchiveTurn> Take(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        await using var take = new NpgsqlCommand(TakeTurn, connection);
        if (await take.ExecuteScalarAsync(cancellation) is true)
            return new(connection);
        await connection.DisposeAsync();
        throw new ArchiveRefusedException("Expected to be the only one to pack the log, found another command at it.");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var give = new NpgsqlCommand(GiveTurnBack, connection);
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection is lost, and the lock with it.
        }

        await connection.DisposeAsync();
    }
}
