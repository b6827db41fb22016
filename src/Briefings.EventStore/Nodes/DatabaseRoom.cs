using Npgsql;

namespace Briefings.EventStore;

/// <summary>Whether the disk of the database takes writes. Asked of the database only once a write was refused.</summary>
public sealed class DatabaseRoom(NpgsqlDataSource database)
{
    volatile bool ranOut;

    /// <summary>Remembers that a write was refused because the disk is full (SQLSTATE 53100).</summary>
    public void RanOut() => ranOut = true;

    // language=sql
    const string Probe = "insert into briefings.room_probe (filler) select decode(repeat('00', 65536), 'hex') from generate_series(1, 4)";

    /// <summary>Whether there is room, as far as is known.</summary>
    public async Task<bool> IsLeft(CancellationToken cancellation = default)
    {
        if (!ranOut)
            return true;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellation);
        try
        {
            await using var probe = new NpgsqlCommand(Probe, connection);
            await probe.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException full) when (full.SqlState is PostgresErrorCodes.DiskFull)
        {
            return false;
        }

        await transaction.RollbackAsync(cancellation);
        ranOut = false;
        return true;
    }
}
