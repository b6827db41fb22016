using Npgsql;

namespace Briefings.EventStore;

/// <summary>The node that has a shard now.</summary>
/// <param name="Node">Machine and process.</param>
/// <param name="Epoch">How many times the shard has been given to somebody.</param>
/// <param name="SeenAt">When the node last said that it lives.</param>
public sealed record ShardHolder(string Node, long Epoch, DateTimeOffset SeenAt)
{
    // language=sql
    const string Holders = """
        select s.shard, n.name, s.epoch, n.seen_at
        from briefings.shards s
        join briefings.live_nodes() n on n.id = s.node
        """;

    /// <summary>The holders by shard; a shard without one is not there.</summary>
    internal static async Task<Dictionary<string, ShardHolder>> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var holders = new Dictionary<string, ShardHolder>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Holders, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            holders.Add(reader.GetString(0), new(reader.GetString(1), reader.GetInt64(2), reader.Instant(3)));
        return holders;
    }
}
