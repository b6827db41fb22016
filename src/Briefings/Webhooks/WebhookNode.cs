using Npgsql;

namespace Briefings.Webhooks;

/// <summary>
/// This program among those that deliver from one database. It holds an advisory lock on a number of its own while it lives:
/// leases under a number that nobody holds are free, without waiting for them to run out.
/// </summary>
sealed class WebhookNode : IAsyncDisposable
{
    /// <summary>Class of the advisory locks of two numbers, "BRWH".</summary>
    internal const int LockClass = 0x42525748;

    readonly NpgsqlConnection connection;

    WebhookNode(NpgsqlConnection connection, int number)
    {
        this.connection = connection;
        Number = number;
    }

    public int Number { get; }

    // language=sql
    const string TakeNumber = """
        select n, pg_advisory_lock($1, n) from (select nextval('briefings.webhook_nodes')::integer) t(n)
        """;

    // language=sql
    const string Listen = "listen briefings_webhooks";

    public static async Task<WebhookNode> Join(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var opened = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var take = new NpgsqlCommand(TakeNumber, opened) { Parameters = { new() { Value = LockClass } } };
            var number = (int)(await take.ExecuteScalarAsync(cancellation) ?? throw new InvalidOperationException("Expected a number for this node."));
            await using var listen = new NpgsqlCommand(Listen, opened);
            await listen.ExecuteNonQueryAsync(cancellation);
            return new(opened, number);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a change to the subscriptions or the jobs, at most for a time.</summary>
    public Task WaitForChange(TimeSpan atMost, CancellationToken cancellation) => connection.WaitAsync(atMost, cancellation);

    // language=sql
    const string CountNodes = """
        select count(*) from pg_locks l
        where l.locktype = 'advisory' and l.objsubid = 2 and l.classid::bigint = $1
          and l.database = (select d.oid from pg_database d where d.datname = current_database())
        """;

    /// <summary>How many programs deliver; fails when this one's connection, and with it its number, is lost.</summary>
    public async Task<int> Nodes(CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand(CountNodes, connection) { Parameters = { new() { Value = (long)LockClass } } };
        return (int)(long)(await count.ExecuteScalarAsync(cancellation) ?? 1L);
    }

    // language=sql
    const string Leave = "select pg_advisory_unlock_all(); unlisten *";

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The pool may hand the connection on as it is.
            await using var leave = new NpgsqlCommand(Leave, connection);
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, and the number with it.
        }

        await connection.DisposeAsync();
    }
}
