using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>What a rebuild beside the live documents found.</summary>
/// <param name="Position">The position both were compared at.</param>
/// <param name="Documents">How many documents the rebuild made.</param>
/// <param name="LiveDigest">SHA-256 over keys, bodies and positions of the live documents, in hexadecimal.</param>
/// <param name="FirstDifference">The first key, in byte order, whose document differs or is on one side only; null if none.</param>
public sealed record Verification(
    string Projection, int Version, long Position, long Documents, string LiveDigest, string RebuiltDigest, string? FirstDifference)
{
    public bool Matches => FirstDifference is null;
}

public sealed partial class Projector
{
    // language=sql
    const string TakeVerifyTurn = "select pg_advisory_lock(x'4252'::integer, hashtext($1))";

    // language=sql
    const string GiveVerifyTurn = "select pg_advisory_unlock(x'4252'::integer, hashtext($1))";

    // The lock comes before the snapshot, so that a rebuild cannot switch the table in between.
    // language=sql
    const string HoldTable = "lock table {table} in access share mode";

    /// <summary>Rebuilds a projection beside the live documents and compares; the live ones stay as they are.</summary>
    /// <exception cref="PoisonException">An event could not be applied.</exception>
    public async Task<Verification> Verify(
        string name, IProgress<ProjectionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var live = new DocumentTable(registry[name], Slot.Live);
        var beside = live with { Slot = Slot.Verify };
        await Prepare(live, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Turn(TakeVerifyTurn, connection, live, cancellation);
        try
        {
            await ProjectionSlots.Drop(connection, beside, cancellation);
            await ProjectionSlots.Create(connection, beside, cancellation);
            await StepToLive(connection, beside, progress, cancellation);

            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await using (var hold = new NpgsqlBatch(connection) { BatchCommands = { live.Sql(HoldTable) } })
                await hold.ExecuteNonQueryAsync(cancellation);
            var position = await StepToLive(connection, beside, progress, cancellation);
            return await Compare(connection, live, beside, position, cancellation);
        }
        finally
        {
            await EndVerifyTurn(connection, live, beside);
        }
    }

    /// <summary>Drops the table beside and gives the turn to others, which the pool would keep from them.</summary>
    static async Task EndVerifyTurn(NpgsqlConnection connection, DocumentTable live, DocumentTable beside)
    {
        try
        {
            await ProjectionSlots.Drop(connection, beside, CancellationToken.None);
        }
        finally
        {
            await Turn(GiveVerifyTurn, connection, live, CancellationToken.None);
        }
    }

    static async Task Turn(string sql, NpgsqlConnection connection, DocumentTable table, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.Sql(sql, table.Projection.Name) } };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Steps to where the live table stands in the eyes of a connection.</summary>
    async Task<long> StepToLive(
        NpgsqlConnection connection, DocumentTable beside, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        var live = await ProjectionSlots.Read(connection, beside with { Slot = Slot.Live }, locked: false, cancellation);
        var position = live?.Position ?? 0;
        ThrowIfStopped(await StepTo(beside, position, progress, cancellation));
        return position;
    }

    // language=sql
    const string InKeyOrder = "select key, body, position from {table} order by key";

    async Task<Verification> Compare(
        NpgsqlConnection snapshot, DocumentTable live, DocumentTable beside, long position, CancellationToken cancellation)
    {
        await using var other = await database.OpenConnectionAsync(cancellation);
        await using var left = new NpgsqlBatch(snapshot) { BatchCommands = { live.Sql(InKeyOrder) } };
        await using var right = new NpgsqlBatch(other) { BatchCommands = { beside.Sql(InKeyOrder) } };
        await using var seen = new DigestingReader(await left.ExecuteReaderAsync(cancellation));
        await using var built = new DigestingReader(await right.ExecuteReaderAsync(cancellation));

        string? difference = null;
        await seen.Next(cancellation);
        await built.Next(cancellation);
        while (seen.Key is not null || built.Key is not null)
        {
            var order = (seen.Key, built.Key) switch
            {
                (null, _) => 1,
                (_, null) => -1,
                var (a, b) => Utf8Order.Instance.Compare(a, b),
            };
            if (order != 0 || !seen.Row.AsSpan().SequenceEqual(built.Row))
                difference ??= order <= 0 ? seen.Key : built.Key;
            if (order <= 0)
                await seen.Next(cancellation);
            if (order >= 0)
                await built.Next(cancellation);
        }

        return new(live.Projection.Name, live.Projection.Version, position, built.Count, seen.Digest(), built.Digest(), difference);
    }

    /// <summary>The rows of a document table in key order, hashed as they pass.</summary>
    sealed class DigestingReader(NpgsqlDataReader reader) : IAsyncDisposable
    {
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string? Key { get; private set; }

        public byte[] Row { get; private set; } = [];

        public long Count { get; private set; }

        public async Task Next(CancellationToken cancellation)
        {
            Key = null;
            if (!await reader.ReadAsync(cancellation))
                return;
            Key = reader.GetString(0);
            Row = [.. BitConverter.GetBytes(reader.GetInt64(2)), .. reader.Bytes(1)];
            Count++;
            hash.AppendData(BitConverter.GetBytes(Key.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(Key));
            hash.AppendData(BitConverter.GetBytes(Row.Length));
            hash.AppendData(Row);
        }

        public string Digest() => Convert.ToHexStringLower(hash.GetCurrentHash());

        public async ValueTask DisposeAsync()
        {
            hash.Dispose();
            await reader.DisposeAsync();
        }
    }
}
