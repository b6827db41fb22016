using Npgsql;

namespace Briefings.EventStore;

/// <summary>Why a projection has not applied an event.</summary>
public enum DeadLetterState
{
    /// <summary>The projection gave it up by its policy and went on.</summary>
    GivenUp,

    /// <summary>The projection stands before it.</summary>
    Stopped,

    /// <summary>Somebody decided to do without it.</summary>
    Skipped,
}

/// <summary>An event a projection has not applied.</summary>
public sealed record DeadLetter(string Projection, int Version, long Position, string Error, DateTimeOffset RecordedAt)
{
    public DeadLetterState State { get; init; }

    /// <summary>Why it was skipped.</summary>
    public string? Reason { get; init; }

    /// <summary>Who skipped it.</summary>
    public string? SkippedBy { get; init; }
}

static class DeadLetters
{
    // language=sql
    const string AddLetter = """
        insert into briefings.dead_letters (name, version, slot, position, error, recorded_at)
        values ($1, $2, $3, $4, $5, now())
        on conflict on constraint dead_letter_is_unique do update set error = excluded.error, recorded_at = excluded.recorded_at
        """;

    public static async Task Add(NpgsqlConnection connection, DocumentTable table, PoisonException poison, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(AddLetter, table.Projection.Name, table.Projection.Version, table.SlotName, poison.Position, Error(poison)) },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Why, as text that PostgreSQL stores.</summary>
    public static string Error(PoisonException poison) => JsonText.Normalize(poison.InnerException?.Message ?? poison.Message) ?? "";

    // language=sql
    const string LiveLetters = """
        select name, version, position, error, recorded_at, 0, null, null from briefings.dead_letters where slot = 'live'
        union all
        select name, version, error_position, coalesce(error, ''), updated_at, 1, null, null
        from briefings.projections where slot = 'live' and state = 'stopped'
        union all
        select name, version, position, error, skipped_at, 2, reason, skipped_by from briefings.skipped_events
        order by 1, 2, 3
        """;

    /// <summary>All that the projections have not applied, also those of other versions.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> Read(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        await using var command = database.CreateCommand(LiveLetters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            letters.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetString(3), reader.Instant(4))
            {
                State = (DeadLetterState)reader.GetInt32(5),
                Reason = reader.Text(6),
                SkippedBy = reader.Text(7),
            });
        }

        return letters;
    }

    // language=sql
    const string ReadSkipped = "select position from briefings.skipped_events where name = $1 and version = $2";

    /// <summary>The positions that a projection is to do without, in every table of this version.</summary>
    public static async Task<HashSet<long>> Skipped(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        var skipped = new HashSet<long>();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(ReadSkipped, table.Projection.Name, table.Projection.Version) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            skipped.Add(reader.GetInt64(0));
        return skipped;
    }

    // language=sql
    const string ReadUnapplied = """
        select position from briefings.skipped_events where name = $1 and version = $2
        union
        select position from briefings.dead_letters where name = $1 and version = $2 and slot = $3
        """;

    /// <summary>The positions that a table was built without.</summary>
    public static async Task<HashSet<long>> Unapplied(NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        var positions = new HashSet<long>();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(ReadUnapplied, table.Projection.Name, table.Projection.Version, table.SlotName) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            positions.Add(reader.GetInt64(0));
        return positions;
    }

    // language=sql
    const string DeleteLetter = "delete from briefings.dead_letters where name = $1 and version = $2 and slot = 'live' and position = any($3)";

    // language=sql
    const string DeleteSkip = "delete from briefings.skipped_events where name = $1 and version = $2 and position = any($3)";

    /// <summary>Forgets what has been applied after all.</summary>
    public static async Task Forget(NpgsqlConnection connection, DocumentTable table, long[] positions, CancellationToken cancellation)
    {
        var (name, version) = (table.Projection.Name, table.Projection.Version);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(DeleteLetter, name, version, positions), table.Sql(DeleteSkip, name, version, positions) },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string AddSkip = """
        insert into briefings.skipped_events (name, version, position, error, reason, skipped_by, skipped_at)
        values ($1, $2, $3, $4, $5, $6, now())
        on conflict on constraint event_is_skipped_once do update set reason = excluded.reason, skipped_by = excluded.skipped_by, skipped_at = excluded.skipped_at
        """;

    public static async Task Skip(
        NpgsqlConnection connection, DocumentTable table, long position, string error, string reason, string by, CancellationToken cancellation)
    {
        var (name, version) = (table.Projection.Name, table.Projection.Version);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                table.Sql(DeleteLetter, name, version, new[] { position }),
                table.Sql(AddSkip, name, version, position, error, JsonText.Normalize(reason) ?? "", JsonText.Normalize(by) ?? ""),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
