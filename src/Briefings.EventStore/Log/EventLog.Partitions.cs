using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    readonly PartitionsAhead partitions = new(database);

    /// <summary>Makes the partitions whose positions come next, and notes which are settled. Whoever appends does without; it is for whoever has the time.</summary>
    public Task MakePartitions(CancellationToken cancellation = default) => partitions.Now(cancellation);

    // PostgreSQL looks by itself at the partitions, and not at the log as a whole.
    // language=sql
    const string HasOldStatistics = """
        select coalesce(max(greatest(last_analyze, last_autoanalyze)) < now() - interval '1 day', true)
        from pg_stat_user_tables where relid = 'briefings.events'::regclass
        """;

    // language=sql
    const string Analyze = "analyze briefings.events";

    /// <summary>Tells the planner once a day how long streams are: a matter of a second, whatever the length of the log.</summary>
    public async Task KeepStatistics(CancellationToken cancellation = default)
    {
        await using var look = database.CreateCommand(HasOldStatistics);
        if (await look.ExecuteScalarAsync(cancellation) is not true)
            return;
        await using var analyze = database.CreateCommand(Analyze);
        await analyze.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>How often an append may come to lie over a bound before something must be wrong.</summary>
    const int BoundTries = 20;

    /// <summary>How often an append looks for its ids because one was taken; other writers may be as often between its look and its write.</summary>
    const int IdLooks = 5;

    /// <summary>
    /// Commits until the outcome is certain: looks for the ids when one is taken or an answer was lost, makes a partition
    /// that is missing, and tries again what came to lie on both sides of a bound.
    /// </summary>
    async Task<T> Surely<T>(AppendRows rows, Func<AppendRows, Task<T>> commit, CancellationToken cancellation)
    {
        var (lost, bounds, looks) = (0L, 0, 0);
        while (true)
        {
            try
            {
                return await Explained(() => commit(rows));
            }
            catch (PostgresException taken) when (IsIdTaken(taken) && looks++ < IdLooks)
            {
                // By whoever has committed since this one looked: the next look says where it stands.
                rows = rows with { LookFirst = true };
            }
            catch (PostgresException none) when (IsWithoutPartition(none) && bounds++ < BoundTries)
            {
                await MakePartitions(cancellation);
            }
            catch (PostgresException both) when (both.SqlState is "BR004" && bounds++ < BoundTries)
            {
            }
            catch (NpgsqlException open) when (DatabaseTrouble.LeavesOutcomeOpen(open) && (rows.IsSent || lost > 0))
            {
                // Recorded or not: asked by the ids, which also keep the first try, should it still run, from writing twice.
                lost = lost == 0 ? time.GetTimestamp() : lost;
                if (time.GetElapsedTime(lost) > Patience)
                    throw;
                rows = rows with { LookFirst = true };
                await Task.Delay(RetryInterval, cancellation);
            }
        }
    }

    /// <summary>By the index of its partition, or by <c>look_behind</c> in an older one.</summary>
    static bool IsIdTaken(PostgresException refused) =>
        refused.SqlState is "BR003" || refused.ConstraintName?.StartsWith("event_id_is_unique", StringComparison.Ordinal) is true;

    static bool IsWithoutPartition(PostgresException refused) =>
        refused is { SqlState: PostgresErrorCodes.CheckViolation, SchemaName: "briefings", TableName: "events", ConstraintName: null };
}
