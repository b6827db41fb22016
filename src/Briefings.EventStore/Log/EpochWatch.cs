using Npgsql;

namespace Briefings.EventStore;

/// <summary>Looks on every connection that is opened whether the log has come to another place: a restore, a copy, a fail-over.</summary>
public static class EpochWatch
{
    /// <summary>How many seconds a look may take; a silent network ends it.</summary>
    const int Patience = 5;

    // language=sql
    const string Look = "select briefings.log_epoch()";

    /// <summary>Nothing is appended over connections of this data source before the epoch of the log is certain.</summary>
    public static NpgsqlDataSourceBuilder WatchEpoch(this NpgsqlDataSourceBuilder builder)
    {
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var look = new NpgsqlCommand(Look, connection) { CommandTimeout = Patience };
                try
                {
                    look.ExecuteNonQuery();
                }
                catch (PostgresException early) when (IsNotYet(early))
                {
                }
            },
            async connection =>
            {
                await using var look = new NpgsqlCommand(Look, connection) { CommandTimeout = Patience };
                try
                {
                    await look.ExecuteNonQueryAsync();
                }
                catch (PostgresException early) when (IsNotYet(early))
                {
                }
            });
        return builder;
    }

    /// <summary>The schema is still to be made or brought up to date, or the server is a standby, where nothing is appended.</summary>
    static bool IsNotYet(PostgresException early) => early.SqlState
        is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable
        or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.ObjectNotInPrerequisiteState;
}
