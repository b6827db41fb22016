using System.Globalization;

namespace Briefings.Rendering.Text;

/// <summary>What a character does to the direction of a line (UAX 9, table 4), without the explicit formatting characters, which never reach the layout.</summary>
enum BidiClass : byte
{
    L,
    R,
    AL,
    EN,
    ES,
    ET,
    AN,
    CS,
    NSM,
    WS,
    ON,
}

/// <summary>The classes of <c>BidiClasses.txt</c>.</summary>
static class BidiClasses
{
    /// <summary>Below this every character is left to right or neutral.</summary>
    public const char FirstRightToLeft = '\u0590';

    static readonly Lazy<(int First, int Last, BidiClass Class)[]> Ranges = new(Read);
    static readonly Lazy<BidiClass[]> Basic = new(() => [.. Enumerable.Range(0, 0x3000).Select(Find)]);

    public static BidiClass Of(int codePoint) => codePoint < 0x3000 ? Basic.Value[codePoint] : Find(codePoint);

    static BidiClass Find(int codePoint)
    {
        var ranges = Ranges.Value;
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (codePoint > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return ranges[middle].Class;
            }
        }

        return BidiClass.L;
    }

    static (int, int, BidiClass)[] Read()
    {
        using var stream = typeof(BidiClasses).Assembly.GetManifestResourceStream("BidiClasses.txt") ?? throw new InvalidDataException("BidiClasses.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var ranges = new List<(int First, int Last, BidiClass Class)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && line[0] != '#')
            {
                var itsClass = Enum.Parse<BidiClass>(line.AsSpan(0, colon));
                foreach (var range in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    var ends = range.Split('-');
                    ranges.Add((Hex(ends[0]), Hex(ends[^1]), itsClass));
                }
            }
        }

        ranges.Sort((a, b) => a.First.CompareTo(b.First));
        return [.. ranges];
    }

    static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
