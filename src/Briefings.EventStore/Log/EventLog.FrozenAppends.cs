using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>How long the program of an append may be silent in its middle before readers end it. Defaults to 30 seconds.</summary>
    internal TimeSpan FrozenAfter { get; init; } = TimeSpan.FromSeconds(30);

    // language=sql
    const string EndFrozen = "select briefings.end_frozen_appends($1)";

    /// <summary>Whoever is held back for long looks whether an append under way is one of a frozen program.</summary>
    sealed class HeldBack(NpgsqlDataSource database, TimeProvider time, TimeSpan frozenAfter)
    {
        long since;

        public async Task Look(bool isHeldBack, CancellationToken cancellation)
        {
            since = !isHeldBack ? 0 : since == 0 ? time.GetTimestamp() : since;
            if (!isHeldBack || time.GetElapsedTime(since) < frozenAfter / 6)
                return;
            since = time.GetTimestamp();
            await using var command = database.CreateCommand(EndFrozen);
            command.Parameters.Add(new() { Value = frozenAfter });
            try
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege)
            {
                // Another role's append; that role's own readers end it.
            }
        }
    }
}
