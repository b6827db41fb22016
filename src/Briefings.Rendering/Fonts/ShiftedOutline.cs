using System.Buffers.Binary;

namespace Briefings.Rendering.Fonts;

/// <summary>The <c>glyf</c> entry of a glyph at another place: a composite with one part (OpenType 1.9, glyf).</summary>
static class ShiftedOutline
{
    const int ArgumentsAreWords = 0x0001;
    const int ArgumentsAreOffsets = 0x0002;
    const int Size = 18;

    /// <summary>Its part still has the font's number; empty for a glyph without ink.</summary>
    public static byte[] Of(FontFile font, ushort glyph, Placement placement)
    {
        var original = font.Outline(glyph);
        if (original.IsEmpty)
        {
            return [];
        }

        var outline = new byte[Size];
        BinaryPrimitives.WriteInt16BigEndian(outline, -1);
        for (var at = 2; at < 10; at += 2)
        {
            var moved = BinaryPrimitives.ReadInt16BigEndian(original[at..]) + (at is 2 or 6 ? placement.X : placement.Y);
            BinaryPrimitives.WriteInt16BigEndian(outline.AsSpan(at), short.CreateSaturating(moved));
        }

        BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(10), ArgumentsAreWords | ArgumentsAreOffsets);
        BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(12), glyph);
        BinaryPrimitives.WriteInt16BigEndian(outline.AsSpan(14), placement.X);
        BinaryPrimitives.WriteInt16BigEndian(outline.AsSpan(16), placement.Y);
        return outline;
    }

    /// <summary>What a reader must be ready for: composites, one level deeper than in the font (maxp).</summary>
    public static void RaiseLimits(Span<byte> maxp)
    {
        Raise(maxp[10..], BinaryPrimitives.ReadUInt16BigEndian(maxp[6..])); // points and contours of composites: at least those of a simple glyph
        Raise(maxp[12..], BinaryPrimitives.ReadUInt16BigEndian(maxp[8..]));
        Raise(maxp[28..], 1);
        Raise(maxp[30..], BinaryPrimitives.ReadUInt16BigEndian(maxp[30..]) + 1);
    }

    static void Raise(Span<byte> value, int least) =>
        BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)Math.Clamp(least, BinaryPrimitives.ReadUInt16BigEndian(value), ushort.MaxValue));
}
