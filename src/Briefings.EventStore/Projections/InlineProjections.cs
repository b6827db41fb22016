using System.Text.Json;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>The projections that are applied in the transaction of an append. Every program that appends needs the same ones.</summary>
public sealed class InlineProjections(ProjectionRegistry registry, JsonSerializerOptions json)
{
    readonly IProjection[] projections = [.. registry.All.Where(p => p.Mode == ProjectionMode.Inline)];

    internal bool Concern(EventTypeName[] types) => projections.Any(p => types.Any(t => p.Wants(t.Name)));

    // language=sql
    const string TakeTurn = """
        select set_config('idle_in_transaction_session_timeout', '30s', true), pg_advisory_xact_lock(x'42520002'::bigint)
        """;

    /// <summary>
    /// Waits for the other appends that concern an inline projection. Without it, two of them could reach a shared
    /// document in another order than that of their positions, and a rebuild would answer something else.
    /// PostgreSQL ends the turn of a program that is frozen.
    /// </summary>
    internal static async Task Order(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var turn = new NpgsqlCommand(TakeTurn, connection);
        await turn.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task Apply(
        NpgsqlDataSource database, NpgsqlConnection connection, EventLog log, List<RecordedEvent> events, CancellationToken cancellation)
    {
        foreach (var projection in projections)
        {
            var wanted = events.FindAll(e => projection.Wants(e.Type));
            if (wanted.Count == 0)
                continue;
            var table = new DocumentTable(projection, Slot.Live);
            if (await ProjectionSlots.Read(connection, table, locked: true, cancellation) is null)
                await Prepare(connection, table, new(database, log, json), wanted[0].Position - 1, cancellation);
            var session = new DocumentSession(connection, table, json);
            await session.Apply(projection, wanted, cancellation);
            await session.Flush(cancellation);
            await ProjectionSlots.Move(connection, table, wanted[^1].Position, null, cancellation);
        }
    }

    /// <summary>Makes the table of an inline projection and folds what the log held before it was there.</summary>
    internal static async Task Prepare(
        NpgsqlConnection connection, DocumentTable table, ProjectionStep step, long upTo, CancellationToken cancellation)
    {
        if (!await ProjectionSlots.Create(connection, table, cancellation))
            return;
        await step.ApplyAll(connection, table, 0, upTo, cancellation);
        await ProjectionSlots.Move(connection, table, upTo, null, cancellation);
    }
}
