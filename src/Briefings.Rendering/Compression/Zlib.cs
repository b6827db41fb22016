using System.Buffers.Binary;
using System.Numerics;

namespace Briefings.Rendering.Compression;

/// <summary>Compresses in the zlib format (RFC 1950, 1951). Written here because the runtime's compressor gives other bytes from release to release, and an edition must come out the same for ever.</summary>
/// <remarks>An instance keeps its working memory from one stream to the next; it is not for several threads.</remarks>
sealed class Zlib
{
    const int Window = 32 * 1024;
    const int HashBits = 15;
    const int ShortestMatch = 4;
    const int LongestMatch = 258;
    const int LongEnough = 64;
    const int MostCandidates = 24;
    const int TokensPerBlock = 32 * 1024;

    readonly MatchChains chains = new();

    /// <summary>The same bytes for the same data, on every machine.</summary>
    public byte[] Compress(ReadOnlySpan<byte> data)
    {
        var bits = new BitWriter((data.Length / 2) + 64);
        bits.Write(0x78, 8);
        bits.Write(0x9C, 8);
        WriteBlocks(data, bits);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Adler32(data));
        return bits.Finish(checksum);
    }

    void WriteBlocks(ReadOnlySpan<byte> data, BitWriter bits)
    {
        chains.Clear(data.Length);
        var block = new DeflateBlock(Math.Min(data.Length + 2, TokensPerBlock));
        var at = 0;
        while (at < data.Length)
        {
            var (length, distance) = chains.Find(data, at);
            if (length > 0 && length < LongEnough && at + 1 < data.Length)
            {
                // A longer match one byte later is worth a literal now.
                chains.Enter(data, at);
                var later = chains.Find(data, at + 1);
                if (later.Length > length)
                {
                    block.AddLiteral(data[at++]);
                    (length, distance) = later;
                }
            }

            if (length > 0)
            {
                block.AddMatch(length, distance);
                for (var end = at + length; at < end; at++)
                {
                    chains.Enter(data, at);
                }
            }
            else
            {
                chains.Enter(data, at);
                block.AddLiteral(data[at++]);
            }

            if (block.IsFull)
            {
                block.Write(bits, isLast: at >= data.Length);
                if (at >= data.Length)
                {
                    return;
                }
            }
        }

        block.Write(bits, isLast: true);
    }

    static uint Adler32(ReadOnlySpan<byte> data)
    {
        const uint Modulus = 65521;
        const int MostWithoutOverflow = 5552;
        uint a = 1;
        uint b = 0;
        while (!data.IsEmpty)
        {
            var part = data[..Math.Min(MostWithoutOverflow, data.Length)];
            foreach (var value in part)
            {
                a += value;
                b += a;
            }

            a %= Modulus;
            b %= Modulus;
            data = data[part.Length..];
        }

        return (b << 16) | a;
    }

    /// <summary>Where the same four bytes stood before, latest first.</summary>
    sealed class MatchChains
    {
        readonly int[] latest = new int[1 << HashBits];
        readonly int[] earlier = new int[Window];
        int window;
        int entered;

        /// <summary>Forgets what was entered. A place is read only after it was entered, so the chains themselves need no clearing.</summary>
        public void Clear(int dataLength)
        {
            Array.Fill(latest, -1);
            window = Math.Min(Window, int.Max(1, (int)BitOperations.RoundUpToPowerOf2((uint)dataLength)));
            entered = 0;
        }

        /// <summary>Enters a place; each place counts once, places come in order.</summary>
        public void Enter(ReadOnlySpan<byte> data, int at)
        {
            if (at < entered || at + ShortestMatch > data.Length)
            {
                return;
            }

            ref var head = ref latest[Hash(data, at)];
            earlier[at & (window - 1)] = head;
            head = at;
            entered = at + 1;
        }

        /// <summary>The longest of the latest matches; length 0 when there is none.</summary>
        public (int Length, int Distance) Find(ReadOnlySpan<byte> data, int at)
        {
            if (at + ShortestMatch > data.Length)
            {
                return default;
            }

            var here = data[at..Math.Min(data.Length, at + LongestMatch)];
            var best = (Length: ShortestMatch - 1, Distance: 0);
            var candidate = latest[Hash(data, at)];
            for (var tries = 0; tries < MostCandidates && candidate >= 0 && at - candidate <= window && candidate < at; tries++)
            {
                if (best.Length < here.Length && data[candidate + best.Length] == here[best.Length])
                {
                    var length = here.CommonPrefixLength(data[candidate..]);
                    if (length > best.Length)
                    {
                        best = (length, at - candidate);
                        if (length >= LongEnough)
                        {
                            break;
                        }
                    }
                }

                var next = earlier[candidate & (window - 1)];
                if (next >= candidate)
                {
                    break; // overwritten by a later place
                }

                candidate = next;
            }

            return best.Distance > 0 ? best : default;
        }

        static int Hash(ReadOnlySpan<byte> data, int at) =>
            (int)((BinaryPrimitives.ReadUInt32LittleEndian(data[at..]) * 2654435761u) >> (32 - HashBits));
    }
}
