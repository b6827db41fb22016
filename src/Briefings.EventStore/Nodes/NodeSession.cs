using Npgsql;

namespace Briefings.EventStore;

/// <summary>
/// The connection by which a node lives: it holds the advisory lock of its id, so that PostgreSQL itself tells the
/// others when the program has ended.
/// </summary>
sealed class NodeSession : IAsyncDisposable
{
    /// <summary>How long one exchange with the database may take; a silent network ends it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    readonly NpgsqlConnection held;
    readonly NodeIdentity node;

    NodeSession(NpgsqlConnection held, NodeIdentity node)
    {
        this.held = held;
        this.node = node;
    }

    // A session of the same node that still holds the lock is one that this program has lost.
    // language=sql
    const string TakeLock = """
        select pg_terminate_backend(p, 2000) from briefings.node_sessions($1) p where p <> pg_backend_pid();
        """;

    // language=sql
    const string Lock = "select pg_advisory_lock(briefings.node_lock($1))";

    public static async Task<NodeSession> Open(NpgsqlDataSource database, NodeIdentity node, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var connection = await database.OpenConnectionAsync(patience.Token);
        try
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new(TakeLock) { Parameters = { new() { Value = node.Id } } },
                    new(Lock) { Parameters = { new() { Value = node.Id } } },
                },
            };
            await batch.ExecuteNonQueryAsync(patience.Token);
            return new(connection, node);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // language=sql
    const string SayAlive = "select shard, epoch, is_surplus from briefings.beat($1, $2, $3, $4)";

    /// <summary>Says that the node lives.</summary>
    /// <returns>The shards it has now, and whether another node should have them.</returns>
    public async Task<List<(ShardLease Lease, bool IsSurplus)>> Beat(string[] wants)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var command = new NpgsqlCommand(SayAlive, held)
        {
            Parameters = { new() { Value = node.Id }, new() { Value = node.Name }, new() { Value = node.ApplicationName }, new() { Value = wants } },
        };
        await using var reader = await command.ExecuteReaderAsync(patience.Token);
        var leases = new List<(ShardLease, bool)>();
        while (await reader.ReadAsync(patience.Token))
            leases.Add((new(reader.GetString(0), node.Id, reader.GetInt64(1)), reader.GetBoolean(2)));
        return leases;
    }

    // language=sql
    const string GiveUp = """
        update briefings.shards set node = null, free_since = clock_timestamp() where shard = $1 and node = $2 and epoch = $3
        """;

    /// <summary>Gives one shard to whoever wants it. Nothing of this program moves it any more.</summary>
    public async Task Release(ShardLease lease)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var command = new NpgsqlCommand(GiveUp, held)
        {
            Parameters = { new() { Value = lease.Shard }, new() { Value = lease.Node }, new() { Value = lease.Epoch } },
        };
        await command.ExecuteNonQueryAsync(patience.Token);
    }

    // language=sql
    const string FreeShards = "update briefings.shards set node = null, free_since = '-infinity' where node = $1";

    // language=sql
    const string ForgetNode = "delete from briefings.nodes where id = $1";

    /// <summary>Gives all shards up and ends the node's life in good order.</summary>
    public async Task Leave()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var batch = new NpgsqlBatch(held)
        {
            BatchCommands =
            {
                new(FreeShards) { Parameters = { new() { Value = node.Id } } },
                new(ForgetNode) { Parameters = { new() { Value = node.Id } } },
            },
        };
        await batch.ExecuteNonQueryAsync(patience.Token);
    }

    // language=sql
    const string Unlock = "select pg_advisory_unlock_all()";

    /// <summary>Gives the lock up, so that the pool does not keep it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await using var command = new NpgsqlCommand(Unlock, held);
            await command.ExecuteNonQueryAsync(patience.Token);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException or OperationCanceledException)
        {
            // The connection is lost, and the lock with it.
        }

        await held.DisposeAsync();
    }
}
