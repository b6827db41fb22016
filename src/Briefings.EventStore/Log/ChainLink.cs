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

    public byte[] Head { get; private set; } = head;

    /// <summary>Events added since the marks were taken.</summary>
    public int Count { get; private set; }

    public void Add(RecordedEvent recorded)
    {
        input.ResetWrittenCount();
        input.Write(Head);
        Add(recorded.Position);
        Add(recorded.Stream);
        Add(recorded.Version);
        Add(recorded.Id.ToByteArray(bigEndian: true));
        Add(recorded.StoredType ?? recorded.Type);
        Add(recorded.SchemaVersion);
        Add(recorded.RecordedAt.UtcTicks);
        Add(recorded.Metadata.Causation);
        Add(recorded.Metadata.Correlation);
        Add(recorded.Metadata.Actor);
        Add(BodyDigest(recorded.Json.Span));
        Head = SHA256.HashData(input.WrittenSpan);
        marks.AddRange(Head.AsSpan(0, MarkLength));
        Count++;
    }

    /// <summary>The digest of a body; that of a redacted one stands in its stub.</summary>
    public static byte[] BodyDigest(ReadOnlySpan<byte> body)
    {
        try
        {
            return Redacted.Stands(body) ? Convert.FromHexString(Redacted.Read(body).Digest) : SHA256.HashData(body);
        }
        catch (Exception forged) when (forged is System.Text.Json.JsonException or FormatException)
        {
            return SHA256.HashData(body);
        }
    }

    /// <summary>The first bytes of the head after each event, by which a check names the one that changed.</summary>
    public byte[] TakeMarks()
    {
        byte[] taken = [.. marks];
        marks.Clear();
        Count = 0;
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
            Add(Encoding.UTF8.GetBytes(text));
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
