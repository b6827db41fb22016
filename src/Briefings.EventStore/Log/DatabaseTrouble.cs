using Npgsql;

namespace Briefings.EventStore;

/// <summary>Which errors of the database say that it is away, or was, and not that something is wrong.</summary>
static class DatabaseTrouble
{
    /// <summary>Connections lost or refused, shutdowns, and too little of a resource: worth another try.</summary>
    public static bool IsPassing(NpgsqlException trouble) => trouble is not PostgresException refused
        || refused.IsTransient
        || refused.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || refused.SqlState.StartsWith("53", StringComparison.Ordinal)
        || refused.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Whether a connection ended before it said what became of a commit.</summary>
    public static bool LeavesOutcomeOpen(NpgsqlException trouble) => trouble is not PostgresException ended
        || ended.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || ended.SqlState.StartsWith("08", StringComparison.Ordinal);
}
