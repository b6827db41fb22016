using Npgsql;

namespace Briefings.EventStore;

/// <summary>A node's right to move the live table of one version of a projection, until the epoch is another.</summary>
sealed record ShardLease(string Shard, long Node, long Epoch)
{
    /// <summary>The shard of a projection: its name and version.</summary>
    public static string Of(IProjection projection) => $"{projection.Name}_v{projection.Version}";

    // Shared until the step ends: whoever takes the shard away waits for it, or ends it.
    // language=sql
    const string Check = "select 1 from briefings.shards where shard = $1 and node = $2 and epoch = $3 for share";

    /// <summary>Answers a row if the lease holds, and keeps it so until the end of the transaction.</summary>
    public NpgsqlBatchCommand Held() => new(Check)
    {
        Parameters = { new() { Value = Shard }, new() { Value = Node }, new() { Value = Epoch } },
    };
}

/// <summary>The shard has been given to another node; nothing was committed.</summary>
sealed class ShardLostException(ShardLease lease)
    : Exception($"Expected shard {lease.Shard} at epoch {lease.Epoch}, found that it was given to another node.");
