using Npgsql;

namespace Briefings.EventStore;

/// <summary>An event a projection has given up on.</summary>
public sealed record DeadLetter(string Projection, int Version, long Position, string Error, DateTimeOffset RecordedAt);

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
        var error = JsonText.Normalize(poison.InnerException?.Message ?? poison.Message) ?? "";
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { table.Sql(AddLetter, table.Projection.Name, table.Projection.Version, table.SlotName, poison.Position, error) },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string LiveLetters = """
        select name, version, position, error, recorded_at from briefings.dead_letters
        where slot = 'live'
        order by name, version, position
        """;

    public static async Task<IReadOnlyList<DeadLetter>> Read(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        await using var command = database.CreateCommand(LiveLetters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            letters.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetString(3), reader.Instant(4)));
        return letters;
    }
}
