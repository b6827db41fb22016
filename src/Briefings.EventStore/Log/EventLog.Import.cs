using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>How many events one commit of an import holds at the least, unless it is the last.</summary>
    const int ImportBatch = 5000;

    /// <summary>
    /// Appends many streams by binary COPY, a few thousand events a commit. Cut off in the middle, it can be given the
    /// same appends again: what is recorded is passed by.
    /// </summary>
    /// <returns>How many events were written.</returns>
    /// <exception cref="WrongExpectedVersionException">A stream is at another version. The batches before are recorded.</exception>
    /// <exception cref="DuplicateEventException">Some ids of a stream are recorded and some are not, or they stand in another stream.</exception>
    public async Task<long> Import(IAsyncEnumerable<StreamAppend> appends, CancellationToken cancellation = default)
    {
        var written = 0L;
        var copying = Task.FromResult(0L);
        try
        {
            await foreach (var batch in Batches(appends, cancellation))
            {
                // Serialized while the batch before is on its way to the disk.
                var rows = await AppendRows.From(batch, catalog, TypeId, time.GetUtcNow(), cancellation);
                written += await copying;
                copying = Task.Run(() => ImportAtomically(batch, rows, cancellation), cancellation);
            }
        }
        catch
        {
            await ((Task)copying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return written + await copying;
    }

    static async IAsyncEnumerable<IReadOnlyList<StreamAppend>> Batches(
        IAsyncEnumerable<StreamAppend> appends, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var events = 0;
        var batch = new List<StreamAppend>();
        var streams = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var append in appends.WithCancellation(cancellation))
        {
            if (events >= ImportBatch || streams.Contains(append.Stream))
            {
                yield return batch;
                batch = [];
                streams.Clear();
                events = 0;
            }

            batch.Add(append);
            streams.Add(append.Stream);
            events += append.Events.Count;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    async Task<long> ImportAtomically(IReadOnlyList<StreamAppend> appends, AppendRows rows, CancellationToken cancellation)
    {
        if (inline is not null && inline.Concern(rows.TypeNames))
            return (await Append(appends, cancellation)).Zip(appends).Sum(a => a.First.AlreadyAppended ? 0 : a.Second.Events.Count);

        return await Surely(rows, r => Copy(r, cancellation), cancellation);
    }

    // language=sql
    const string TakePositions = """
        select array_agg(nextval('briefings.event_positions')) from generate_series(1, $1)
        """;

    // language=sql
    const string LockLowerBound = "select briefings.lock_lower_bound()";

    // language=sql
    const string CopyEvents = """
        copy briefings.events (position, recorded_at, id, stream_id, version, type_id, body, metadata)
        from stdin (format binary)
        """;

    async Task<long> Copy(AppendRows rows, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        rows.IsSent = true;
        var claims = await Claim(connection, rows, cancellation);
        var fresh = rows.Owners.Count(o => !claims[o - 1].Known);
        var positions = await Positions(connection, fresh, cancellation);
        if (fresh == 0)
            return 0;
        await using (var copy = await connection.BeginBinaryImportAsync(CopyEvents, cancellation))
        {
            for (int row = 0, written = 0; row < rows.Ids.Length; row++)
            {
                if (!claims[rows.Owners[row] - 1].Known)
                    await WriteRow(copy, rows, row, claims[rows.Owners[row] - 1], positions[written++], cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        if (positions[^1] >= PartitionsAhead.FirstLook)
            await LookBehind(connection, [.. rows.Ids.Where((_, row) => !claims[rows.Owners[row] - 1].Known)], positions, cancellation);
        FaultPoint.Pass("import.copied");
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("import.committed");
        announcer.Soon();
        partitions.Passed(positions[^1]);
        return fresh;
    }

    // The rows of the streams are locked from here on: PostgreSQL ends the import of a program that is frozen.
    // language=sql
    const string BoundSilence = "set local idle_in_transaction_session_timeout = '30s'";

    // language=sql
    const string ClaimVersions = "select stream_id, start_version, already_appended from briefings.claim_versions($1, $2, $3, $4, $5)";

    static async Task<List<(int StreamId, int Start, bool Known)>> Claim(
        NpgsqlConnection connection, AppendRows rows, CancellationToken cancellation)
    {
        var claim = new NpgsqlBatchCommand(ClaimVersions)
        {
            Parameters =
            {
                new() { Value = rows.Streams },
                new() { Value = rows.Expected },
                new() { Value = rows.Counts },
                new() { Value = rows.Ids },
                new() { Value = rows.LookFirst },
            },
        };
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(BoundSilence), claim } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var claims = new List<(int, int, bool)>(rows.Streams.Length);
        while (await reader.ReadAsync(cancellation))
            claims.Add((reader.GetInt32(0), reader.GetInt32(1), reader.GetBoolean(2)));
        return claims;
    }

    static async Task<long[]> Positions(NpgsqlConnection connection, int count, CancellationToken cancellation)
    {
        if (count == 0)
            return [];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(LockLowerBound), new(TakePositions) { Parameters = { new() { Value = count } } } },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.Numbers(0);
    }

    // language=sql
    const string LookBehindRows = "select briefings.look_behind($1, $2, $3)";

    static async Task LookBehind(NpgsqlConnection connection, Guid[] ids, long[] positions, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand(LookBehindRows, connection)
        {
            Parameters = { new() { Value = ids }, new() { Value = positions[0] }, new() { Value = positions[^1] } },
        };
        await look.ExecuteNonQueryAsync(cancellation);
    }

    static async Task WriteRow(
        NpgsqlBinaryImporter copy, AppendRows rows, int row, (int StreamId, int Start, bool Known) claim, long position,
        CancellationToken cancellation)
    {
        var stream = rows.Owners[row] - 1;
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(position, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(rows.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        await copy.WriteAsync(rows.Ids[row], NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(claim.StreamId, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(claim.Start + rows.Numbers[row], NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(rows.Types[row], NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(rows.Bodies[row], NpgsqlDbType.Json, cancellation);
        if (rows.MetadataJson[stream] is { } metadata)
            await copy.WriteAsync(metadata, NpgsqlDbType.Json, cancellation);
        else
            await copy.WriteNullAsync(cancellation);
    }
}
