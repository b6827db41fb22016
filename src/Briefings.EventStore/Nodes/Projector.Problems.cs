using Npgsql;

namespace Briefings.EventStore;

public sealed partial class Projector
{
    // language=sql
    const string Stopped = """
        select name, version, coalesce(error_position, 0) from briefings.projections where slot = 'live' and state = 'stopped' order by name
        """;

    /// <summary>What keeps the projections from their work, a line each; none if all is well.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<string>> Problems(CancellationToken cancellation = default)
    {
        var problems = new List<string>();
        await using (var command = database.CreateCommand(Stopped))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var (name, version) = (reader.GetString(0), reader.GetInt32(1));
                if (registry.All.Any(p => p.Version == version && string.Equals(p.Name, name, StringComparison.Ordinal)))
                    problems.Add(FormattableString.Invariant($"projection {name} stopped before position {reader.GetInt64(2)}"));
            }
        }

        if (!await log.Room.IsLeft(cancellation))
            problems.Add("the disk of the database is full");
        return problems;
    }
}
