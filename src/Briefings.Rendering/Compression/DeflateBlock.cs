namespace Briefings.Rendering.Compression;

/// <summary>Literals and matches on their way into one block with its own codes (RFC 1951, 3.2.7).</summary>
sealed class DeflateBlock(int capacity)
{
    const int EndOfBlock = 256;
    const int LiteralCount = 286;
    const int DistanceCount = 30;

    /// <summary>Order in which the lengths of the length code are written.</summary>
    static readonly byte[] LengthCodeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>A literal below 256; a match has its length above bit 16 and its distance below.</summary>
    readonly int[] tokens = new int[capacity];
    readonly int[] literals = new int[LiteralCount];
    readonly int[] distances = new int[DistanceCount];
    int count;

    /// <summary>No room is left for a literal and the match behind it.</summary>
    public bool IsFull => count + 2 > tokens.Length;

    public void AddLiteral(byte value)
    {
        tokens[count++] = value;
        literals[value]++;
    }

    /// <param name="length">3 to 258.</param>
    /// <param name="distance">1 to 32,768.</param>
    public void AddMatch(int length, int distance)
    {
        tokens[count++] = (length << 16) | distance;
        literals[LengthSymbol(length).Symbol]++;
        distances[DistanceSymbol(distance).Symbol]++;
    }

    /// <summary>Writes the block and empties it.</summary>
    public void Write(BitWriter bits, bool isLast)
    {
        literals[EndOfBlock] = 1;
        var literalCode = new HuffmanCode(literals, maximumLength: 15);
        var distanceCode = new HuffmanCode(distances, maximumLength: 15);
        bits.Write(isLast ? 1 : 0, 1);
        bits.Write(2, 2);
        WriteCodes(bits, literalCode, distanceCode);
        foreach (var token in tokens.AsSpan(0, count))
        {
            if (token < 256)
            {
                bits.Write(literalCode.CodeOf(token), literalCode.LengthOf(token));
                continue;
            }

            WritePart(bits, literalCode, LengthSymbol(token >> 16));
            WritePart(bits, distanceCode, DistanceSymbol(token & 0xFFFF));
        }

        bits.Write(literalCode.CodeOf(EndOfBlock), literalCode.LengthOf(EndOfBlock));
        Array.Clear(literals);
        Array.Clear(distances);
        count = 0;
    }

    static void WritePart(BitWriter bits, HuffmanCode code, (int Symbol, int ExtraBits, int Extra) part)
    {
        bits.Write(code.CodeOf(part.Symbol), code.LengthOf(part.Symbol));
        bits.Write(part.Extra, part.ExtraBits);
    }

    static void WriteCodes(BitWriter bits, HuffmanCode literalCode, HuffmanCode distanceCode)
    {
        var runs = Runs([.. literalCode.Lengths, .. distanceCode.Lengths]);
        var frequencies = new int[LengthCodeOrder.Length];
        runs.ForEach(run => frequencies[run.Symbol]++);
        var code = new HuffmanCode(frequencies, maximumLength: 7);
        var written = LengthCodeOrder.Length;
        while (written > 4 && code.LengthOf(LengthCodeOrder[written - 1]) == 0)
        {
            written--;
        }

        bits.Write(LiteralCount - 257, 5);
        bits.Write(DistanceCount - 1, 5);
        bits.Write(written - 4, 4);
        for (var i = 0; i < written; i++)
        {
            bits.Write(code.LengthOf(LengthCodeOrder[i]), 3);
        }

        runs.ForEach(run => WritePart(bits, code, run));
    }

    /// <summary>Code lengths with their repetitions: 16 repeats the last one, 17 and 18 are runs of zeros.</summary>
    static List<(int Symbol, int ExtraBits, int Extra)> Runs(ReadOnlySpan<byte> lengths)
    {
        var runs = new List<(int Symbol, int ExtraBits, int Extra)>();
        for (var i = 0; i < lengths.Length;)
        {
            var run = 1;
            while (i + run < lengths.Length && lengths[i + run] == lengths[i] && run < (lengths[i] == 0 ? 138 : 7))
            {
                run++;
            }

            if (lengths[i] == 0 && run >= 3)
            {
                runs.Add(run > 10 ? (18, 7, run - 11) : (17, 3, run - 3));
            }
            else if (run >= 4)
            {
                runs.Add((lengths[i], 0, 0));
                runs.Add((16, 2, run - 4));
            }
            else
            {
                runs.Add((lengths[i], 0, 0));
                run = 1;
            }

            i += run;
        }

        return runs;
    }

    /// <summary>257 to 285 with up to five extra bits (RFC 1951, 3.2.5).</summary>
    static (int Symbol, int ExtraBits, int Extra) LengthSymbol(int length)
    {
        if (length == 258)
        {
            return (285, 0, 0);
        }

        var value = length - 3;
        if (value < 8)
        {
            return (257 + value, 0, 0);
        }

        var extraBits = int.Log2(value) - 2;
        return (257 + (4 * extraBits) + (value >> extraBits), extraBits, value & ((1 << extraBits) - 1));
    }

    /// <summary>0 to 29 with up to 13 extra bits.</summary>
    static (int Symbol, int ExtraBits, int Extra) DistanceSymbol(int distance)
    {
        var value = distance - 1;
        if (value < 4)
        {
            return (value, 0, 0);
        }

        var extraBits = int.Log2(value) - 1;
        return ((2 * extraBits) + (value >> extraBits), extraBits, value & ((1 << extraBits) - 1));
    }
}
