using Npgsql;

namespace Briefings.EventStore;

/// <summary>How far one table of a projection has come, as its row in `briefings.projections` says.</summary>
/// <param name="Waiting">
/// Stopped for this program only, before an event of a type it does not know: the row says that the projection is running,
/// and a newer program goes on with it.
/// </param>
sealed record SlotState(long Position, bool Stopped, string? Error, long? ErrorPosition, Guid Fingerprint, bool Waiting = false)
{
    /// <summary>
    /// Changes whenever the row is written, by whomever; empty if it was not read. Transaction and position: a crash may take
    /// steps back, and their numbers of transactions are then given to others.
    /// </summary>
    public string Stamp { get; init; } = "";

    // What the row says, whoever wrote it when.
    public bool Equals(SlotState? other) => other is not null
        && (Position, Stopped, Error, ErrorPosition, Fingerprint, Waiting) == (other.Position, other.Stopped, other.Error, other.ErrorPosition, other.Fingerprint, other.Waiting);

    public override int GetHashCode() => HashCode.Combine(Position, Stopped, Error, ErrorPosition, Fingerprint, Waiting);
}

/// <summary>The rows of `briefings.projections` and the tables they stand for.</summary>
static class ProjectionSlots
{
    // language=sql
    const string CreateTable = """
        create{unlogged} table if not exists {table} (
            key text collate "C" not null primary key,
            body json not null,
            position bigint not null
        )
        """;

    // language=sql
    const string CreateRow = """
        insert into briefings.projections (name, version, slot, position, state, fingerprint, updated_at)
        values ($1, $2, $3, 0, 'running', $4, now())
        on conflict on constraint projection_slot_is_unique do nothing
        """;

    /// <summary>
    /// Makes the table and its row if they are not there. One that is only compared or copied from stays out of the write-ahead
    /// log: a crash of the server ends the command that made it, and the next one begins by dropping it.
    /// </summary>
    public static async Task<bool> Create(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation, Guid? fingerprint = null)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                table.Sql(CreateTable.Replace("{unlogged}", table.Slot == Slot.Verify ? " unlogged" : "", StringComparison.Ordinal)),
                table.Sql(CreateRow, table.Projection.Name, table.Projection.Version, table.SlotName, fingerprint ?? Fingerprint(table.Projection)),
            },
        };
        return await batch.ExecuteNonQueryAsync(cancellation) > 0;
    }

    // language=sql
    const string DropTable = "drop table if exists {table}";

    // language=sql
    const string DropRow = "delete from briefings.projections where name = $1 and version = $2 and slot = $3";

    // language=sql
    const string DropLetters = "delete from briefings.dead_letters where name = $1 and version = $2 and slot = $3";

    public static async Task Drop(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        var (name, version) = (table.Projection.Name, table.Projection.Version);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                table.Sql(DropRow, name, version, table.SlotName),
                table.Sql(DropLetters, name, version, table.SlotName),
                table.Sql(DropTable),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string ReadRow = """
        select position, state = 'stopped', error, error_position, fingerprint, xmin::text || '-' || position
        from briefings.projections
        where name = $1 and version = $2 and slot = $3
        """;

    /// <summary>The row; with a lock, nobody else moves the slot until the transaction ends.</summary>
    public static async Task<SlotState?> Read(NpgsqlConnection connection, DocumentTable table, bool locked, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Row(table, locked) } };
        return await State(batch, cancellation);
    }

    // A frozen program must not keep the row from the others: PostgreSQL ends its transaction, and its commit fails.
    // language=sql
    const string BoundIdleTime = "set local idle_in_transaction_session_timeout = '30s'";

    // A crash may take the last batch back, documents and checkpoint together; it is applied again then.
    // language=sql
    const string Relax = "set local synchronous_commit = off";

    /// <summary>Begins a step of the slot in a transaction that was just opened, in one round trip.</summary>
    /// <exception cref="ShardLostException">The lease, if there is one, is another node's by now.</exception>
    public static async Task<SlotState?> Lock(NpgsqlConnection connection, DocumentTable table, ShardLease? lease, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(BoundIdleTime), new(Relax), Row(table, locked: true) } };
        if (lease is not null)
            batch.BatchCommands.Add(lease.Held());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var state = await State(reader, cancellation);
        if (lease is not null && !(await reader.NextResultAsync(cancellation) && await reader.ReadAsync(cancellation)))
            throw new ShardLostException(lease);
        return state;
    }

    static NpgsqlBatchCommand Row(DocumentTable table, bool locked) =>
        table.Sql(locked ? ReadRow + " for update" : ReadRow, table.Projection.Name, table.Projection.Version, table.SlotName);

    static async Task<SlotState?> State(NpgsqlBatch batch, CancellationToken cancellation)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await State(reader, cancellation);
    }

    static async Task<SlotState?> State(NpgsqlDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new(reader.GetInt64(0), reader.GetBoolean(1), reader.Text(2), await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetInt64(3), reader.GetGuid(4)) { Stamp = reader.GetString(5) }
            : null;

    // language=sql
    const string MoveRow = """
        update briefings.projections
        set position = $4, state = $5, error = $6, error_position = $7, updated_at = now()
        where name = $1 and version = $2 and slot = $3
        returning xmin::text || '-' || position
        """;

    /// <summary>Writes how far a table has come.</summary>
    /// <returns>The stamp of the row as it was written.</returns>
    public static async Task<string> Move(
        NpgsqlConnection connection, DocumentTable table, long position, PoisonException? poison, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                table.Sql(
                    MoveRow, table.Projection.Name, table.Projection.Version, table.SlotName, position,
                    poison is null ? "running" : "stopped",
                    (object?)(poison is null ? null : DeadLetters.Error(poison)) ?? DBNull.Value,
                    (object?)poison?.Position ?? DBNull.Value),
            },
        };
        return await batch.ExecuteScalarAsync(cancellation) as string ?? "";
    }

    // language=sql
    const string TouchRow = "update briefings.projections set updated_at = now() where name = $1 and version = $2 and slot = $3";

    /// <summary>Tells whoever keeps documents of the table in memory that they were changed behind its back.</summary>
    public static async Task Touch(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(TouchRow, table.Projection.Name, table.Projection.Version, table.SlotName) },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string DeleteDocuments = "delete from {table} where key = any($1)";

    public static async Task Delete(NpgsqlConnection connection, DocumentTable table, string[] keys, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.Sql(DeleteDocuments, (object)keys) } };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string RenameTable = "alter table {table} rename to ";

    // language=sql
    const string RenameKey = "alter index briefings.";

    /// <summary>Puts a finished table in the place of the live one; readers see the one or the other.</summary>
    public static async Task Replace(
        NpgsqlConnection connection, DocumentTable live, DocumentTable beside, long position, CancellationToken cancellation)
    {
        await Drop(connection, live, cancellation);
        var (name, version) = (live.Projection.Name, live.Projection.Version);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                beside.Sql(RenameTable + live.Name),
                beside.Sql($"{RenameKey}{beside.Name}_pkey rename to {live.Name}_pkey"),
                beside.Sql(TakeOver, name, version, position, beside.SlotName),
                beside.Sql(TakeOverLetters, name, version, beside.SlotName),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string TakeOver = """
        update briefings.projections set slot = 'live', position = $3, updated_at = now()
        where name = $1 and version = $2 and slot = $4
        """;

    // language=sql
    const string TakeOverLetters = "update briefings.dead_letters set slot = 'live' where name = $1 and version = $2 and slot = $3";

    /// <summary>Changes with the code of a projection: a rebuild begun by other code is not continued.</summary>
    public static Guid Fingerprint(IProjection projection) => projection.GetType().Module.ModuleVersionId;
}
