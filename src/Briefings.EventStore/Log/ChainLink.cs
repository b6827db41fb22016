using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Briefings.EventStore;

/// <summary>
/// The running head of the hash chain: SHA-256 of the head before, and the fields of an event each behind its length in
/// bytes. The body enters as its own SHA-256, so that it can be taken away later and the chain still be computed.
/// </summary>
sealed class ChainLink(byte[] head)
{
    /// <summary>Bytes of the head that are kept for each event.</summary>
    public const int MarkLength = 4;

    readonly ArrayBufferWriter<byte> input = new();
    readonly List<byte> marks = [];

    readonly byte[] current = [.. head];

    /// <summary>A copy of the head after the events added so far.</summary>
    public byte[] Head => [.. current];

    /// <summary>What is kept of the head for the event added last.</summary>
    public ReadOnlySpan<byte> Mark => current.AsSpan(0, MarkLength);

    /// <summary>Events added since the marks were taken.</summary>
    public int Count { get; private set; }

    /// <summary>When the earliest of them was recorded.</summary>
    public DateTimeOffset Earliest { get; private set; } = DateTimeOffset.MaxValue;

    /// <param name="bodyDigest">The digest of the body, 32 bytes.</param>
    public void Add(LogRow row, string stream, EventTypeName storedType, EventMetadata metadata, ReadOnlySpan<byte> bodyDigest)
    {
        Span<byte> id = stackalloc byte[16];
        row.Id.TryWriteBytes(id, bigEndian: true, out _);
        input.ResetWrittenCount();
        input.Write(current);
        Add(row.Position);
        Add(stream);
        Add(row.Version);
        Add(id);
        Add(storedType.Name);
        Add(storedType.SchemaVersion);
        Add(row.RecordedAt.UtcTicks);
        Add(metadata.Causation);
        Add(metadata.Correlation);
        Add(metadata.Actor);
        Add(bodyDigest);
        SHA256.HashData(input.WrittenSpan, current);
        marks.AddRange(Mark);
        Earliest = row.RecordedAt < Earliest ? row.RecordedAt : Earliest;
        Count++;
    }

    /// <summary>The digest of a body; that of a redacted one stands in its stub.</summary>
    public static byte[] BodyDigest(ReadOnlySpan<byte> body)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        BodyDigest(body, digest);
        return digest;
    }

    /// <summary>The same into a place of 32 bytes.</summary>
    public static void BodyDigest(ReadOnlySpan<byte> body, Span<byte> digest)
    {
        if (Redacted.Stands(body) && Stated(body) is { } stated)
            stated.CopyTo(digest);
        else
            SHA256.HashData(body, digest);
    }

    /// <summary>What a stub says of the body it stands for; nothing if it was forged into something else.</summary>
    static byte[]? Stated(ReadOnlySpan<byte> stub)
    {
        try
        {
            return Convert.FromHexString(Redacted.Read(stub).Digest) is { Length: SHA256.HashSizeInBytes } digest ? digest : null;
        }
        catch (Exception forged) when (forged is System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The first bytes of the head after each event, by which a check names the one that changed.</summary>
    public byte[] TakeMarks()
    {
        byte[] taken = [.. marks];
        marks.Clear();
        (Count, Earliest) = (0, DateTimeOffset.MaxValue);
        return taken;
    }

    void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(bytes);
    }

    // No text and empty text differ: the length before the one is -1.
    void Add(string? text)
    {
        if (text is null)
            AddLength(-1);
        else
            AddText(text);
    }

    void AddText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        AddLength(length);
        Encoding.UTF8.GetBytes(text, input.GetSpan(length));
        input.Advance(length);
    }

    void Add(ReadOnlySpan<byte> bytes)
    {
        AddLength(bytes.Length);
        input.Write(bytes);
    }

    void AddLength(int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        input.Write(bytes);
    }
}
