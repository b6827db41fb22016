using System.Numerics;

namespace Briefings.Rendering.Fonts;

/// <summary>Pair kerning from the <c>kern</c> feature of <c>GPOS</c>.</summary>
sealed class PairKerning
{
    const int PairAdjustment = 2;
    const int ExtensionPositioning = 9;
    const int XAdvance = 4;

    readonly Dictionary<(ushort Left, ushort Right), short> pairs = [];
    readonly List<ClassPairs> classes = [];

    public PairKerning(FontBytes font, int table, int glyphCount)
    {
        var layout = new LayoutTable(font, table, ExtensionPositioning);
        foreach (var (type, offset) in layout.Subtables("kern"))
        {
            // Pairs that do not move the first glyph's advance are not kerning.
            if (type == PairAdjustment && (font.U16(offset + 4) & XAdvance) != 0)
            {
                Read(font, layout, offset, glyphCount);
            }
        }
    }

    /// <summary>What to add to the left glyph's advance, in font units.</summary>
    public int this[ushort left, ushort right]
    {
        get
        {
            if (pairs.TryGetValue((left, right), out var kern))
            {
                return kern;
            }

            foreach (var subtable in classes)
            {
                if (subtable.Covered[left])
                {
                    return subtable.Values[(subtable.Left[left] * subtable.RightClasses) + subtable.Right[right]];
                }
            }

            return 0;
        }
    }

    void Read(FontBytes font, LayoutTable layout, int offset, int glyphCount)
    {
        uint firstFormat = font.U16(offset + 4);
        var firstSize = 2 * BitOperations.PopCount(firstFormat);
        var bothSize = firstSize + (2 * BitOperations.PopCount((uint)font.U16(offset + 6)));
        var advanceAt = 2 * BitOperations.PopCount(firstFormat & (XAdvance - 1));
        var covered = layout.Coverage(offset + font.U16(offset + 2));
        if (font.U16(offset) == 1)
        {
            ReadPairs(font, offset, covered, bothSize, advanceAt);
            return;
        }

        int leftClasses = font.U16(offset + 12);
        int rightClasses = font.U16(offset + 14);
        var values = new short[leftClasses * rightClasses];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = font.S16(offset + 16 + (i * bothSize) + advanceAt);
        }

        var isCovered = new bool[glyphCount];
        covered.ForEach(glyph => isCovered[glyph] = true);
        classes.Add(new ClassPairs(
            isCovered,
            layout.Classes(offset + font.U16(offset + 8), glyphCount),
            layout.Classes(offset + font.U16(offset + 10), glyphCount),
            rightClasses,
            values));
    }

    void ReadPairs(FontBytes font, int offset, List<ushort> covered, int valueSize, int advanceAt)
    {
        for (var i = 0; i < covered.Count; i++)
        {
            var set = offset + font.U16(offset + 10 + (2 * i));
            for (var k = 0; k < font.U16(set); k++)
            {
                var record = set + 2 + (k * (2 + valueSize));
                pairs.TryAdd((covered[i], font.U16(record)), font.S16(record + 2 + advanceAt));
            }
        }
    }

    sealed record ClassPairs(bool[] Covered, ushort[] Left, ushort[] Right, int RightClasses, short[] Values);
}
