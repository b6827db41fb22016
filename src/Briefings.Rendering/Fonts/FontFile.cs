namespace Briefings.Rendering.Fonts;

/// <summary>A TrueType font: its metrics, its glyphs and how they join. Immutable, safe for any number of threads.</summary>
sealed class FontFile
{
    readonly Dictionary<string, (int Offset, int Length)> tables = [];
    readonly ushort[] advances;
    readonly int[] outlines;
    readonly CharacterMap characters;
    readonly Lazy<PairKerning?> kerning;
    readonly Lazy<GlyphSubstitutions?> substitutions;
    readonly Lazy<MarkPositions?> marks;

    public FontFile(byte[] data)
    {
        Bytes = new FontBytes(data);
        for (var i = 0; i < Bytes.U16(4); i++)
        {
            var record = 12 + (16 * i);
            tables[Bytes.Tag(record)] = (Bytes.Offset32(record + 8), Bytes.Offset32(record + 12));
        }

        var head = TableAt("head");
        UnitsPerEm = Bytes.U16(head + 18);
        Bounds = [Bytes.S16(head + 36), Bytes.S16(head + 38), Bytes.S16(head + 40), Bytes.S16(head + 42)];
        GlyphCount = Bytes.U16(TableAt("maxp") + 4);
        var hhea = TableAt("hhea");
        Ascent = Bytes.S16(hhea + 4);
        Descent = Bytes.S16(hhea + 6);
        var os2 = TableAt("OS/2");
        Weight = Bytes.U16(os2 + 4);
        CapHeight = Bytes.U16(os2) >= 2 && Bytes.S16(os2 + 88) > 0 ? Bytes.S16(os2 + 88) : Ascent * 7 / 10;
        ItalicAngle = (int)Bytes.U32(TableAt("post") + 4) / 65536.0;
        PostScriptName = ReadName(postScriptName: 6) ?? "Unnamed";
        advances = ReadAdvances(Bytes.U16(hhea + 34));
        outlines = ReadOutlines(wide: Bytes.U16(head + 50) == 1);
        characters = new CharacterMap(Bytes, TableAt("cmap"));
        kerning = new(() => tables.TryGetValue("GPOS", out var t) ? new PairKerning(Bytes, t.Offset, GlyphCount) : null);
        marks = new(() => tables.TryGetValue("GPOS", out var t) ? new MarkPositions(Bytes, t.Offset) : null);
        substitutions = new(() => tables.TryGetValue("GSUB", out var t) ? new GlyphSubstitutions(Bytes, t.Offset) : null);
    }

    public FontBytes Bytes { get; }

    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public int Weight { get; }

    public double ItalicAngle { get; }

    public string PostScriptName { get; }

    /// <summary>Left, bottom, right and top of all glyphs together, in font units.</summary>
    public IReadOnlyList<short> Bounds { get; }

    public PairKerning? Kerning => kerning.Value;

    public MarkPositions? Marks => marks.Value;

    public GlyphSubstitutions? Substitutions => substitutions.Value;

    /// <summary>The glyph of a code point; 0 when the font has none.</summary>
    public ushort GlyphOf(int codePoint) => characters[codePoint];

    public int Advance(ushort glyph) => advances[glyph];

    /// <summary>A table as it stands in the file; empty when the font has none of that name.</summary>
    public ReadOnlySpan<byte> Table(string name) => tables.TryGetValue(name, out var t) ? Bytes.Slice(t.Offset, t.Length) : [];

    /// <summary>The glyph's <c>glyf</c> entry; empty for a glyph without ink.</summary>
    public ReadOnlySpan<byte> Outline(ushort glyph) => Bytes.Slice(TableAt("glyf") + outlines[glyph], outlines[glyph + 1] - outlines[glyph]);

    /// <summary>The glyph's left side bearing in font units.</summary>
    public short LeftSideBearing(ushort glyph)
    {
        int full = Bytes.U16(TableAt("hhea") + 34);
        var hmtx = TableAt("hmtx");
        return glyph < full ? Bytes.S16(hmtx + (4 * glyph) + 2) : Bytes.S16(hmtx + (4 * full) + (2 * (glyph - full)));
    }

    int TableAt(string name) => tables.TryGetValue(name, out var t) ? t.Offset : throw new InvalidDataException($"The font has no table {name}.");

    ushort[] ReadAdvances(int full)
    {
        var hmtx = TableAt("hmtx");
        var widths = new ushort[GlyphCount];
        for (var glyph = 0; glyph < widths.Length; glyph++)
        {
            // Glyphs past the full records share the last advance.
            widths[glyph] = Bytes.U16(hmtx + (4 * Math.Min(glyph, full - 1)));
        }

        return widths;
    }

    int[] ReadOutlines(bool wide)
    {
        var loca = TableAt("loca");
        var offsets = new int[GlyphCount + 1];
        for (var glyph = 0; glyph < offsets.Length; glyph++)
        {
            offsets[glyph] = wide ? Bytes.Offset32(loca + (4 * glyph)) : 2 * Bytes.U16(loca + (2 * glyph));
        }

        return offsets;
    }

    string? ReadName(int postScriptName)
    {
        var table = TableAt("name");
        var strings = table + Bytes.U16(table + 4);
        for (var i = 0; i < Bytes.U16(table + 2); i++)
        {
            var record = table + 6 + (12 * i);
            if (Bytes.U16(record) == 3 && Bytes.U16(record + 6) == postScriptName)
            {
                return Bytes.Utf16(strings + Bytes.U16(record + 10), Bytes.U16(record + 8));
            }
        }

        return null;
    }
}
