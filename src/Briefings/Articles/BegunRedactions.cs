using Npgsql;

namespace Briefings.Articles;

/// <summary>A redaction that was begun and not ended.</summary>
/// <param name="What">The id of an event, a stream, or an address, as it was asked for.</param>
public sealed record BegunRedaction(string What, string Reason, string By);

/// <summary>Remembers redactions from before the first thing they forget to after the last, so that a kill leaves none half done.</summary>
public sealed class BegunRedactions(NpgsqlDataSource database)
{
    /// <summary>Class of the advisory locks that programs at work on a redaction hold, "BRRD".</summary>
    const int LockClass = 0x42525244;

    // language=sql
    const string AddBegun = """
        insert into briefings.begun_redactions (what, reason, asked_by) values ($1, $2, $3)
        on conflict on constraint redaction_is_begun_once do nothing
        """;

    // language=sql
    const string TakeTurn = "select pg_advisory_lock($1, hashtext($2))";

    // language=sql
    const string TryTurn = "select pg_try_advisory_lock($1, hashtext($2))";

    /// <summary>Begins one and waits for whoever is at it. Its end is that of what is returned.</summary>
    public async Task<IAsyncDisposable> Begin(BegunRedaction redaction, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var turn = Turn(connection, TakeTurn, redaction.What);

            // Somebody else's takes as long as all projections take to rebuild.
            turn.CommandTimeout = 0;
            await turn.ExecuteNonQueryAsync(cancellation);
            await using var add = new NpgsqlCommand(AddBegun, connection)
            {
                Parameters = { new() { Value = redaction.What }, new() { Value = redaction.Reason }, new() { Value = redaction.By } },
            };
            await add.ExecuteNonQueryAsync(cancellation);
            return new Work(connection);
        }
        catch
        {
            await new Work(connection).DisposeAsync();
            throw;
        }
    }

    // language=sql
    const string RemoveBegun = "delete from briefings.begun_redactions where what = $1";

    /// <summary>Nothing of it is left to do.</summary>
    public async Task End(string what, CancellationToken cancellation)
    {
        await using var remove = database.CreateCommand(RemoveBegun);
        remove.Parameters.Add(new() { Value = what });
        await remove.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string SelectBegun = "select what, reason, asked_by from briefings.begun_redactions order by begun_at";

    /// <summary>Those that nobody is at, the oldest first.</summary>
    public async Task<IReadOnlyList<BegunRedaction>> Left(CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);

        // Gives the turns back, however this ends: Begin waits for them without end.
        await using var turns = new Work(connection);
        var begun = new List<BegunRedaction>();
        await using (var select = new NpgsqlCommand(SelectBegun, connection))
        await using (var reader = await select.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                begun.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
            }
        }

        var left = new List<BegunRedaction>();
        foreach (var redaction in begun)
        {
            await using var turn = Turn(connection, TryTurn, redaction.What);
            if (await turn.ExecuteScalarAsync(cancellation) is true)
            {
                left.Add(redaction);
            }
        }

        return left;
    }

    static NpgsqlCommand Turn(NpgsqlConnection connection, string sql, string what) =>
#pragma warning disable CA2100 // One of the constants above.
        new(sql, connection) { Parameters = { new() { Value = LockClass }, new() { Value = what } } };
#pragma warning restore CA2100

    static async Task GiveTurns(NpgsqlConnection connection)
    {
        // The pool may hand the connection on as it is.
        await using var give = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
        await give.ExecuteNonQueryAsync(CancellationToken.None);
    }

    sealed class Work(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await GiveTurns(connection);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
                // The connection is lost, and the turn with it.
            }

            await connection.DisposeAsync();
        }
    }
}
