using Briefings.Rendering.Fonts;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>A face as one document uses it: each glyph, and the text it stands for, gets a code in order of first use.</summary>
/// <remarks>A glyph that stands for two texts gets two codes, so that copied text is always the document's.</remarks>
sealed class EmbeddedFont(Face face)
{
    readonly FontFile font = FontLibrary.Font(face);
    readonly Dictionary<(ushort Glyph, Placement? Placement, string Text), ushort> codes = [];
    readonly List<(ushort Glyph, Placement? Placement, string Text)> used = [(0, null, "\uFFFD")];
    readonly Dictionary<ShapedText, ushort[]> words = new(ReferenceEqualityComparer.Instance);

    public Face Face => face;

    /// <summary>The name in content streams.</summary>
    public string ResourceName { get; } = FormattableString.Invariant($"F{(int)face}");

    public ushort SpaceCode => CodeOf(font.GlyphOf(' '), null, " ");

    /// <summary>A code for each glyph of a word.</summary>
    public ushort[] CodesOf(ShapedText word)
    {
        if (!words.TryGetValue(word, out var known))
        {
            words[word] = known = [.. word.Glyphs.Select(glyph => CodeOf(glyph.Id, glyph.Placement, word.Text.Substring(glyph.Start, glyph.Length)))];
        }

        return known;
    }

    ushort CodeOf(ushort glyph, Placement? placement, string text)
    {
        var key = (glyph, placement, text);
        if (!codes.TryGetValue(key, out var code))
        {
            code = (ushort)used.Count;
            codes[key] = code;
            used.Add(key);
        }

        return code;
    }

    /// <summary>Writes the subset and its descriptions.</summary>
    /// <returns>Number of the font object.</returns>
    public int Write(PdfObjects objects)
    {
        var subset = FontSubset.Build(font, [.. used.Select(u => (u.Glyph, u.Placement))]);
        var name = SubsetTag(subset) + "+" + font.PostScriptName;
        var file = objects.AddStream(FormattableString.Invariant($"/Length1 {subset.Length}"), subset);
        var descriptor = objects.Add(Descriptor(name, file, objects.AddStream("", GlyphSet(subset))));
        var descendant = objects.Add(new PdfBuffer().Add("<</Type/Font/Subtype/CIDFontType2/BaseFont/").Add(name)
            .Add("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ").Reference(descriptor)
            .Add("/DW 1000/W[0[").Add(Widths().Written).Add("]]/CIDToGIDMap/Identity>>"));
        var toUnicode = objects.AddStream("", ToUnicode().Written);
        return objects.Add(new PdfBuffer().Add("<</Type/Font/Subtype/Type0/BaseFont/").Add(name).Add("/Encoding/Identity-H/DescendantFonts[")
            .Reference(descendant).Add("]/ToUnicode ").Reference(toUnicode).Add(">>"));
    }

    /// <summary>Six capital letters that name the subset (PDF 1.7, 9.6.4).</summary>
    static string SubsetTag(byte[] subset) =>
        string.Concat(System.Security.Cryptography.SHA256.HashData(subset).Take(6).Select(b => (char)('A' + (b % 26))));

    PdfBuffer Descriptor(string name, int file, int glyphSet)
    {
        const int Symbolic = 4;
        const int Italic = 64;
        return new PdfBuffer().Add("<</Type/FontDescriptor/FontName/").Add(name)
            .Add("/Flags ").Add(font.ItalicAngle != 0 ? Symbolic | Italic : Symbolic)
            .Add("/FontBBox[").Add(Scaled(font.Bounds[0])).Space().Add(Scaled(font.Bounds[1])).Space().Add(Scaled(font.Bounds[2])).Space().Add(Scaled(font.Bounds[3]))
            .Add("]/ItalicAngle ").Add(font.ItalicAngle)
            .Add("/Ascent ").Add(Scaled(font.Ascent)).Add("/Descent ").Add(Scaled(font.Descent)).Add("/CapHeight ").Add(Scaled(font.CapHeight))
            .Add("/StemV ").Add(50 + (font.Weight / 10)).Add("/FontFile2 ").Reference(file).Add("/CIDSet ").Reference(glyphSet).Add(">>");
    }

    /// <summary>One bit for each glyph of the subset, which is every number up to the last (PDF 1.7, 9.8.3.2).</summary>
    static byte[] GlyphSet(byte[] subset)
    {
        var count = FontSubset.GlyphCount(subset);
        var bits = new byte[(count + 7) / 8];
        Array.Fill(bits, (byte)0xFF);
        bits[^1] = (byte)(0xFF << ((8 * bits.Length) - count));
        return bits;
    }

    PdfBuffer Widths()
    {
        var widths = new PdfBuffer();
        foreach (var (glyph, placement, _) in used)
        {
            widths.Add(Scaled(placement?.Advance ?? font.Advance(glyph))).Space();
        }

        return widths;
    }

    /// <summary>The text behind every code, for search, copying and screen readers (PDF 1.7, 9.10.3).</summary>
    PdfBuffer ToUnicode()
    {
        var map = new PdfBuffer().Add("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
            /CMapName/Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000><FFFF>
            endcodespacerange

            """);
        var code = 0;
        foreach (var group in used.Chunk(100))
        {
            map.Add(group.Length).Add(" beginbfchar\n");
            foreach (var (_, _, text) in group)
            {
                map.Add("<").Hex((ushort)code++).Add("><").Hex(text).Add(">\n");
            }

            map.Add("endbfchar\n");
        }

        return map.Add("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
    }

    double Scaled(int units) => units * 1000.0 / font.UnitsPerEm;
}
