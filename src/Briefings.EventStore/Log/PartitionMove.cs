using System.Data;
using System.Globalization;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>
/// Writes a closed partition anew in another tablespace and lets it take the place of the old one. All of it is one
/// transaction: whatever ends it leaves the old partition where it was.
/// </summary>
sealed class PartitionMove(NpgsqlDataSource database, LogPartition partition, string tablespace)
{
    /// <summary>How long the log may be kept from readers and writers while the move waits for those that read it.</summary>
    const string ShortestWait = "200ms";

    static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often it is tried: a reader of the whole log takes minutes.</summary>
    const int Tries = 1800;

    // Redactions change what lies in closed partitions. They take this lock, shared, before they announce themselves.
    // language=sql
    internal const string KeepFromMoves = "select pg_advisory_xact_lock_shared(x'42520008'::bigint)";

    // language=sql
    const string KeepFromRedactions = "select pg_advisory_xact_lock(x'42520008'::bigint)";

    public async Task Move(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await Run(connection, KeepFromRedactions, cancellation);
        await Run(connection, Copy(), cancellation);
        FaultPoint.Pass("archive.copied");
        await TakePlace(connection, transaction, cancellation);
        FaultPoint.Pass("archive.swapped");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("archive.moved");
    }

    // The check is what attaching it rests on, instead of another scan.
    string Copy() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        lock table briefings.{partition.Name} in share row exclusive mode;
        set local default_tablespace = {Quoted(tablespace)};
        create table briefings.{partition.Name}_moved (
            like briefings.{partition.Name} including defaults including storage including compression,
            constraint position_is_in_partition check (position >= {partition.First} and position < {partition.Bound}));
        insert into briefings.{partition.Name}_moved select * from briefings.{partition.Name} order by position;
        alter table briefings.{partition.Name}_moved add constraint {partition.Name}_moved_position primary key (position) with (fillfactor = 100);
        create index {partition.Name}_moved_of_stream on briefings.{partition.Name}_moved (stream_id, (version >> 6)) with (fillfactor = 100);
        create unique index {partition.Name}_moved_ids on briefings.{partition.Name}_moved (uuid_hash_extended(id, 0)) with (fillfactor = 100);
        """);

    // The log as a whole is locked before its parts, as readers do it.
    string Swap() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        set local lock_timeout = '{ShortestWait}';
        lock table only briefings.events in access exclusive mode;
        lock table briefings.{partition.Name} in access exclusive mode;
        set local lock_timeout = 0;
        alter table briefings.events detach partition briefings.{partition.Name};
        drop table briefings.{partition.Name};
        alter table briefings.{partition.Name}_moved rename to {partition.Name};
        alter table briefings.{partition.Name} rename constraint {partition.Name}_moved_position to {partition.Name}_position_is_unique;
        alter index briefings.{partition.Name}_moved_of_stream rename to {partition.Name}_of_stream;
        alter index briefings.{partition.Name}_moved_ids rename to {PartitionPacking.IdIndex(partition)};
        alter table briefings.events attach partition briefings.{partition.Name} for values from ({partition.First}) to ({partition.Bound});
        alter table briefings.{partition.Name} drop constraint position_is_in_partition;
        """);

    async Task TakePlace(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        for (var left = Tries; ; left--)
        {
            await transaction.SaveAsync("copied", cancellation);
            try
            {
                await Run(connection, Swap(), cancellation);
                return;
            }
            catch (PostgresException held) when (left > 0 && held.SqlState is (PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected))
            {
                await transaction.RollbackAsync("copied", cancellation);
                await Task.Delay(RetryInterval, cancellation);
            }
        }
    }

    static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Names of tables and indexes of this schema, which cannot be parameters; that of the tablespace is quoted.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
