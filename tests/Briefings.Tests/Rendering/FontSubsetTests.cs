using System.Buffers.Binary;
using Briefings.Rendering.Fonts;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class FontSubsetTests
{
    [Theory]
    [InlineData(Face.Sans, '%')]
    [InlineData(Face.Serif, '‰')]
    [InlineData(Face.SerifBold, 'ấ')]
    [InlineData(Face.SansBold, 'ẫ')]
    [InlineData(Face.Arabic, 'پ')]
    [InlineData(Face.Georgian, 'ქ')]
    internal void Subset_keeps_every_point_of_a_glyph(Face face, char character)
    {
        var font = FontLibrary.Font(face);
        var glyph = font.GlyphOf(character);
        var subset = new FontFile(WithTables(FontSubset.Build(font, [0, glyph]), font));

        Assert.NotEqual(0, glyph);
        Assert.True(Points(font, glyph) > 0);
        Assert.Equal(Points(font, glyph), Points(subset, 1));
        Assert.Equal(font.Advance(glyph), subset.Advance(1));
    }

    [Fact]
    public void Some_glyph_is_a_composite_of_composites()
    {
        var font = FontLibrary.Font(Face.Serif);
        var nested = Enumerable.Range(0, font.GlyphCount).Where(g => Parts(font, (ushort)g).Any(part => Parts(font, part).Count > 0)).ToList();

        Assert.NotEmpty(nested);
        Assert.All(nested.Take(20), g =>
        {
            var subset = new FontFile(WithTables(FontSubset.Build(font, [0, (ushort)g]), font));
            Assert.Equal(Points(font, (ushort)g), Points(subset, 1));
        });
    }

    [Fact]
    public void Subset_is_small()
    {
        var font = FontLibrary.Font(Face.Sans);
        var glyphs = "The quick brown fox jumps over the lazy dog, 0123456789.".Select(c => font.GlyphOf(c)).Distinct().Prepend((ushort)0).ToList();

        Assert.InRange(FontSubset.Build(font, glyphs).Length, 1_000, 12_000);
    }

    [Fact]
    public void Kerning_and_ligatures_are_read()
    {
        var font = FontLibrary.Font(Face.Serif);

        Assert.True(font.Kerning![font.GlyphOf('A'), font.GlyphOf('V')] < 0);
        Assert.Equal(0, font.Kerning[font.GlyphOf('n'), font.GlyphOf('n')]);
        List<Glyph> word = [new(font.GlyphOf('f'), 0, 1), new(font.GlyphOf('i'), 1, 1)];
        Assert.Equal(2, font.Substitutions!.LigatureAt(word, 0).Length);
    }

    [Fact]
    public void Arabic_letters_take_the_form_their_neighbours_ask_for()
    {
        // beh, alef, beh, beh: alef joins only what is before it
        const string Word = "\u0628\u0627\u0628\u0628";

        Assert.Equal(
            [JoiningForm.Initial, JoiningForm.Final, JoiningForm.Initial, JoiningForm.Final],
            Enumerable.Range(0, 4).Select(i => ArabicJoining.FormAt(Word, i)));
    }

    /// <summary>All points of a glyph with those of its parts.</summary>
    static int Points(FontFile font, ushort glyph)
    {
        var outline = font.Outline(glyph);
        if (outline.IsEmpty)
        {
            return 0;
        }

        int contours = BinaryPrimitives.ReadInt16BigEndian(outline);
        return contours < 0
            ? Parts(font, glyph).Sum(part => Points(font, part))
            : contours == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(outline[(8 + (2 * contours))..]) + 1;
    }

    static List<ushort> Parts(FontFile font, ushort glyph)
    {
        var outline = font.Outline(glyph);
        var parts = new List<ushort>();
        if (outline.IsEmpty || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return parts;
        }

        int flags;
        var at = 10;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }
        while ((flags & 0x20) != 0);

        return parts;
    }

    /// <summary>A subset with the tables that only a reader of whole fonts needs.</summary>
    static byte[] WithTables(byte[] subset, FontFile font)
    {
        string[] names = ["OS/2", "cmap", "name", "post"];
        var count = BinaryPrimitives.ReadUInt16BigEndian(subset.AsSpan(4));
        var shift = 16 * names.Length;
        var file = new MemoryStream();
        file.Write(subset.AsSpan(0, 4));
        file.Write([0, (byte)(count + names.Length)]);
        file.Write(subset.AsSpan(6, 6));
        for (var i = 0; i < count; i++)
        {
            var record = subset.AsSpan(12 + (16 * i), 16).ToArray();
            BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(8), BinaryPrimitives.ReadInt32BigEndian(record.AsSpan(8)) + shift);
            file.Write(record);
        }

        var offset = subset.Length + shift;
        foreach (var name in names)
        {
            var record = new byte[16];
            System.Text.Encoding.ASCII.GetBytes(name, record);
            BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(8), offset);
            BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(12), font.Table(name).Length);
            offset += font.Table(name).Length;
            file.Write(record);
        }

        file.Write(subset.AsSpan(12 + (16 * count)));
        foreach (var name in names)
        {
            file.Write(font.Table(name));
        }

        return file.ToArray();
    }
}
