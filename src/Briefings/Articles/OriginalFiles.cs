using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Articles;

/// <summary>Keeps the bytes that articles were read from, each once, compressed.</summary>
public sealed class OriginalFiles(NpgsqlDataSource database)
{
    // Level 4 takes a third of the time of the default and a tenth more room.
    const int Quality = 4;

    const int Window = 18;

    /// <summary>How an event names the bytes.</summary>
    public static Original Describe(DraftOriginal original) =>
        new(Convert.ToHexStringLower(SHA256.HashData(original.Bytes.Span)), original.Format, original.Bytes.Length);

    // language=sql
    const string Insert = """
        insert into briefings.originals (sha256, compressed)
        select * from unnest($1::bytea[], $2::bytea[])
        on conflict on constraint original_is_kept_once do nothing
        """;

    /// <summary>Keeps them before the events that name them are appended, so that no event names what is not there.</summary>
    public async Task Keep(IEnumerable<DraftOriginal> originals, CancellationToken cancellation)
    {
        var (digests, bodies) = (new List<byte[]>(), new List<byte[]>());
        foreach (var original in originals)
        {
            digests.Add(SHA256.HashData(original.Bytes.Span));
            bodies.Add(Compressed(original.Bytes.Span));
        }

        if (digests.Count == 0)
        {
            return;
        }

        await using var command = database.CreateCommand(Insert);
        command.Parameters.Add(new() { Value = digests.ToArray() });
        command.Parameters.Add(new() { Value = bodies.ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
        FaultPoint.Pass("original.kept");
    }

    // language=sql
    const string Read = "select compressed from briefings.originals where sha256 = $1";

    /// <summary>The bytes; <c>null</c> when they are not kept any more.</summary>
    /// <exception cref="InvalidDataException">What is kept is not what the event names.</exception>
    public async Task<byte[]?> Load(Original original, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(new() { Value = Convert.FromHexString(original.Sha256) });
        if (await command.ExecuteScalarAsync(cancellation) is not byte[] compressed)
        {
            return null;
        }

        var bytes = new byte[original.Length];
        return BrotliDecoder.TryDecompress(compressed, bytes, out var length) && length == bytes.Length && Convert.ToHexStringLower(SHA256.HashData(bytes)) == original.Sha256
            ? bytes
            : throw new InvalidDataException($"Expected the original {original.Sha256} of {original.Length} bytes, found other bytes under its name.");
    }

    // language=sql
    const string Remove = "delete from briefings.originals where sha256 = $1";

    /// <summary>Forgets the bytes, as a redaction must.</summary>
    public async Task Delete(Original original, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Remove);
        command.Parameters.Add(new() { Value = Convert.FromHexString(original.Sha256) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    static byte[] Compressed(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, buffer, out var length, Quality, Window)
                ? buffer[..length]
                : throw new InvalidOperationException("Expected the compressed original to fit its bound.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
