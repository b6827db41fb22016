namespace Briefings.Rendering.Compression;

/// <summary>A canonical prefix code (RFC 1951, 3.2.2): frequent symbols get few bits.</summary>
sealed class HuffmanCode
{
    readonly byte[] lengths;
    readonly ushort[] codes;

    /// <param name="frequencies">How often each symbol occurs; a symbol that does not gets no code.</param>
    /// <param name="maximumLength">In bits, at most 15.</param>
    public HuffmanCode(ReadOnlySpan<int> frequencies, int maximumLength)
    {
        lengths = new byte[frequencies.Length];
        codes = new ushort[frequencies.Length];
        var symbols = SymbolsByFrequency(frequencies);
        var counts = CountsByLength(symbols, maximumLength);
        var at = symbols.Length;
        for (var length = 1; length <= maximumLength; length++)
        {
            for (var i = 0; i < counts[length]; i++)
            {
                lengths[symbols[--at].Symbol] = (byte)length;
            }
        }

        AssignCodes(counts, maximumLength);
    }

    public ReadOnlySpan<byte> Lengths => lengths;

    public int LengthOf(int symbol) => lengths[symbol];

    /// <summary>The bits of a symbol, first bit lowest.</summary>
    public int CodeOf(int symbol) => codes[symbol];

    /// <summary>Rarest first, equal ones by number. Never fewer than two: decoders refuse some codes of one symbol.</summary>
    static (int Frequency, int Symbol)[] SymbolsByFrequency(ReadOnlySpan<int> frequencies)
    {
        var symbols = new List<(int Frequency, int Symbol)>(frequencies.Length);
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (frequencies[symbol] > 0)
            {
                symbols.Add((frequencies[symbol], symbol));
            }
        }

        for (var symbol = 0; symbols.Count < 2; symbol++)
        {
            if (frequencies[symbol] == 0)
            {
                symbols.Add((1, symbol));
            }
        }

        symbols.Sort();
        return [.. symbols];
    }

    /// <summary>How many codes have each length: Huffman's tree by two queues, then the longest codes shortened to the limit.</summary>
    static int[] CountsByLength((int Frequency, int Symbol)[] symbols, int maximumLength)
    {
        var leaves = symbols.Length;
        var weights = new long[leaves - 1];
        var parents = new int[(2 * leaves) - 1];
        var (leaf, inner) = (0, 0);
        for (var node = 0; node < weights.Length; node++)
        {
            for (var half = 0; half < 2; half++)
            {
                var takeLeaf = leaf < leaves && (inner >= node || symbols[leaf].Frequency <= weights[inner]);
                weights[node] += takeLeaf ? symbols[leaf].Frequency : weights[inner];
                parents[takeLeaf ? leaf++ : leaves + inner++] = leaves + node;
            }
        }

        var depths = new int[parents.Length];
        var counts = new int[Math.Max(leaves, maximumLength) + 1];
        for (var node = parents.Length - 2; node >= 0; node--)
        {
            depths[node] = depths[parents[node]] + 1;
            counts[depths[node]] += node < leaves ? 1 : 0;
        }

        Limit(counts, maximumLength);
        return counts;
    }

    /// <summary>Moves codes that are too long up to the limit and lengthens others until the code is complete again (Kraft's sum is 1).</summary>
    static void Limit(int[] counts, int maximumLength)
    {
        for (var length = maximumLength + 1; length < counts.Length; length++)
        {
            counts[maximumLength] += counts[length];
            counts[length] = 0;
        }

        long sum = 0;
        for (var length = 1; length <= maximumLength; length++)
        {
            sum += (long)counts[length] << (maximumLength - length);
        }

        for (; sum > 1L << maximumLength; sum--)
        {
            counts[maximumLength]--;
            var shorter = maximumLength - 1;
            while (counts[shorter] == 0)
            {
                shorter--;
            }

            counts[shorter]--;
            counts[shorter + 1] += 2;
        }
    }

    void AssignCodes(int[] counts, int maximumLength)
    {
        var next = new int[maximumLength + 1];
        for (var length = 2; length <= maximumLength; length++)
        {
            next[length] = (next[length - 1] + counts[length - 1]) << 1;
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0)
            {
                codes[symbol] = Reversed(next[lengths[symbol]]++, lengths[symbol]);
            }
        }
    }

    static ushort Reversed(int code, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++)
        {
            reversed = (reversed << 1) | ((code >> i) & 1);
        }

        return (ushort)reversed;
    }
}
