using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>Appends events to one stream.</summary>
    /// <returns>Where they stand; <see cref="AppendResult.AlreadyAppended"/> if the same ids were recorded before.</returns>
    /// <exception cref="WrongExpectedVersionException">Another writer appended first. Read again and decide again.</exception>
    /// <exception cref="DuplicateEventException">Some of the ids are recorded and some are not, or they stand in another stream.</exception>
    public async Task<AppendResult> Append(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, EventMetadata? metadata = null,
        CancellationToken cancellation = default) =>
        (await Append([new(stream, expectedVersion, events, metadata)], cancellation))[0];

    /// <summary>Appends to many streams in one atomic commit: all of them or none.</summary>
    /// <returns>One result a stream, in the order given. Each stream is idempotent for itself.</returns>
    /// <exception cref="WrongExpectedVersionException">Another writer appended first. Read again and decide again.</exception>
    /// <exception cref="DuplicateEventException">Some ids of a stream are recorded and some are not, or they stand in another stream.</exception>
    public async Task<IReadOnlyList<AppendResult>> Append(
        IReadOnlyList<StreamAppend> appends, CancellationToken cancellation = default)
    {
        if (appends.Count == 0)
            return [];

        var rows = await AppendRows.From(appends, catalog, TypeId, time.GetUtcNow(), cancellation);
        return await Surely(rows, r => Commit(appends, r, cancellation), cancellation);
    }

    /// <summary>How long an append whose outcome is unknown waits for the database to tell.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    Task<IReadOnlyList<AppendResult>> Commit(IReadOnlyList<StreamAppend> appends, AppendRows rows, CancellationToken cancellation) =>
        inline is not null && inline.Concern(rows.TypeNames)
            ? CommitInline(inline, appends, rows, null, cancellation)
            : CommitAlone(appends, rows, cancellation);

    /// <summary>Gives the errors of `briefings.claim_versions` their types, and notes when the disk is full.</summary>
    async Task<T> Explained<T>(Func<Task<T>> commit)
    {
        try
        {
            return await commit();
        }
        catch (PostgresException wrong) when (wrong.SqlState is "BR001")
        {
            throw new WrongExpectedVersionException(wrong.MessageText, wrong);
        }
        catch (PostgresException partly) when (partly.SqlState is "BR002")
        {
            throw new DuplicateEventException(partly.MessageText, partly);
        }
        catch (PostgresException full) when (full.SqlState is PostgresErrorCodes.DiskFull)
        {
            Room.RanOut();
            throw;
        }
    }

    /// <summary>One round trip: the append commits at the first barrier, its announcement, if it carries one, at the second.</summary>
    async Task<IReadOnlyList<AppendResult>> CommitAlone(
        IReadOnlyList<StreamAppend> appends, AppendRows rows, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        rows.IsSent = true;
        var announces = announcer.TakeTurn();
        await using var batch = connection.CreateBatch();
        batch.EnableErrorBarriers = true;
        batch.BatchCommands.Add(rows.Command());
        if (announces)
            batch.BatchCommands.Add(Announcer.Command());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var results = await AppendRows.Read(appends, reader, cancellation);
        FaultPoint.Pass("append.committed");
        if (!announces)
            announcer.Soon();
        partitions.Passed(results[^1].Positions[^1]);
        return [.. results.Select(r => r.Result)];
    }

    /// <summary>The append with its inline projections, and whatever else is to be in the same commit.</summary>
    async Task<IReadOnlyList<AppendResult>> CommitInline(
        InlineProjections? projections, IReadOnlyList<StreamAppend> appends, AppendRows rows, Func<NpgsqlConnection, Task>? further,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellation);
        if (further is not null)
            await KeepFromMoves(connection, cancellation);
        await InlineProjections.Order(connection, cancellation);
        rows.IsSent = true;

        List<(AppendResult Result, long[] Positions)> results;
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { rows.Command() } })
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
            results = await AppendRows.Read(appends, reader, cancellation);

        if (projections is not null)
            await projections.Apply(database, connection, this, rows.Recorded(appends, results, catalog), cancellation);
        FaultPoint.Pass("append.projected");
        if (further is not null)
            await further(connection);
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("append.committed");
        announcer.Soon();
        partitions.Passed(results[^1].Positions[^1]);
        return [.. results.Select(r => r.Result)];
    }
}
