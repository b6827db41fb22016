using System.Security.Cryptography;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>What a check of the hash chain found.</summary>
/// <param name="Position">The last position checked; the first broken one if there is one.</param>
/// <param name="Head">The head there, as the events give it now.</param>
/// <param name="FirstBroken">The first position at which the log is no longer what it was; null if it is.</param>
public sealed record ChainVerification(long Position, byte[] Head, long? FirstBroken)
{
    public bool Matches => FirstBroken is null;

    /// <summary>The positions whose bodies were redacted, each with its record in the log.</summary>
    public IReadOnlyList<long> Redacted { get; init; } = [];

    /// <summary>What is wrong at <see cref="FirstBroken"/>, a sentence.</summary>
    public string? Problem { get; init; }
}

public sealed partial class EventLog
{
    /// <summary>How many events one row of the stored chain covers at the most.</summary>
    const int SegmentSize = 1000;

    /// <summary>
    /// SHA-256 over the head before and each event, in position order; 32 zero bytes before the first. It depends on the
    /// events up to a position and on nothing else.
    /// </summary>
    /// <param name="upTo">The last position covered, included; it need not be that of an event. Waits until it is settled.</param>
    public async Task<byte[]> ChainHead(long upTo, CancellationToken cancellation = default)
    {
        var settled = await Settle(cancellation);
        if (upTo > settled)
            throw new ArgumentOutOfRangeException(nameof(upTo), upTo, $"Expected a position up to {settled}.");

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellation);
        await ExtendOneAtATime(connection, cancellation);
        var last = await LastSegment(connection, upTo, cancellation);
        var segment = new ChainLink(last.Head);
        var extends = (await LastSegment(connection, long.MaxValue, cancellation)).Position == last.Position;
        var after = last.Position;
        await foreach (var chunk in Digested(last.Position, upTo, cancellation))
        {
            for (var row = 0; row < chunk.Rows.Count; row++)
            {
                chunk.Link(segment, row);
                if (segment.Count == SegmentSize && extends)
                    after = await StoreSegment(connection, after, chunk.Rows[row].Position, segment, cancellation);
            }
        }

        // A stored row that is not full is where a caller once stopped; the next one goes on behind it.
        if (segment.Count > 0 && extends)
            await StoreSegment(connection, after, upTo, segment, cancellation);
        FaultPoint.Pass("chain.extended");
        await transaction.CommitAsync(cancellation);
        return segment.Head;
    }

    // language=sql
    const string TakeChainTurn = "select pg_advisory_xact_lock(x'42520003'::bigint)";

    static async Task ExtendOneAtATime(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var turn = new NpgsqlCommand(TakeChainTurn, connection);
        await turn.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string ReadLastSegment = """
        select last_position, head from briefings.chain where last_position <= $1 order by last_position desc limit 1
        """;

    static async Task<(long Position, byte[] Head)> LastSegment(NpgsqlConnection connection, long upTo, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadLastSegment, connection) { Parameters = { new() { Value = upTo } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.Bytes(1)) : (0, new byte[SHA256.HashSizeInBytes]);
    }

    // language=sql
    const string AddSegment = """
        insert into briefings.chain (last_position, after_position, head, earliest, marks) values ($1, $2, $3, $4, $5)
        """;

    static async Task<long> StoreSegment(
        NpgsqlConnection connection, long after, long last, ChainLink segment, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AddSegment, connection)
        {
            Parameters =
            {
                new() { Value = last },
                new() { Value = after },
                new() { Value = segment.Head },
                new() { Value = segment.Earliest.UtcDateTime },
                new() { Value = segment.TakeMarks() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        return last;
    }

    // language=sql
    const string ReadSegments = "select last_position, head, earliest, marks from briefings.chain where last_position > $1 order by last_position limit $2";

    const int SegmentsPerPage = 500;

    /// <summary>The stored heads behind a position, the lowest first; a page of them.</summary>
    internal async Task<List<ChainSegment>> SegmentsAfter(long position, CancellationToken cancellation)
    {
        var segments = new List<ChainSegment>(SegmentsPerPage);
        await using var command = database.CreateCommand(ReadSegments);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = SegmentsPerPage });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            segments.Add(new(reader.GetInt64(0), reader.Bytes(1), reader.Instant(2), reader.Bytes(3)));
        return segments;
    }
}

/// <summary>A stored stretch of the chain.</summary>
/// <param name="Last">The last position it covers.</param>
/// <param name="Head">The head there.</param>
/// <param name="Earliest">When the earliest of its events was recorded.</param>
/// <param name="Marks">The first bytes of the head after each of its events.</param>
sealed record ChainSegment(long Last, byte[] Head, DateTimeOffset Earliest, byte[] Marks);
