using System.Buffers.Binary;

namespace Briefings.Rendering.Fonts;

/// <summary>A font file with only the glyphs a document uses, numbered by first use.</summary>
/// <remarks>A composite glyph names its parts by number, parts can be composites themselves: all of them are kept and renumbered.</remarks>
static class FontSubset
{
    const int ArgumentsAreWords = 0x0001;
    const int HasScale = 0x0008;
    const int MoreComponents = 0x0020;
    const int HasTwoScales = 0x0040;
    const int HasMatrix = 0x0080;

    /// <summary>The subset's glyph <c>n</c> is <c>glyphs[n]</c> of the font; the parts of composites follow behind.</summary>
    /// <param name="glyphs">Glyph 0, the visible "no such glyph", comes first. A glyph may stand more than once.</param>
    public static byte[] Build(FontFile font, IReadOnlyList<ushort> glyphs) => Build(font, [.. glyphs.Select(glyph => (glyph, (Placement?)null))]);

    /// <param name="glyphs">As above; one with a placement becomes a composite glyph.</param>
    public static byte[] Build(FontFile font, IReadOnlyList<(ushort Id, Placement? Placement)> glyphs)
    {
        var order = glyphs.Select(glyph => glyph.Id).ToList();
        var numbers = new Dictionary<ushort, ushort>();
        for (var i = 0; i < order.Count; i++)
        {
            if (glyphs[i].Placement is null)
            {
                numbers.TryAdd(order[i], (ushort)i);
            }
        }

        var outlines = new MemoryStream();
        var offsets = new List<uint>();
        for (var i = 0; i < order.Count; i++)
        {
            offsets.Add((uint)outlines.Length);
            var outline = i < glyphs.Count && glyphs[i].Placement is { } placement ? ShiftedOutline.Of(font, order[i], placement) : font.Outline(order[i]).ToArray();
            Renumber(outline, order, numbers);
            outlines.Write(outline);
            Pad(outlines);
        }

        offsets.Add((uint)outlines.Length);
        return Assemble(font, order, glyphs, outlines.ToArray(), offsets);
    }

    /// <summary>How many glyphs a subset has, with the parts of composites.</summary>
    public static int GlyphCount(byte[] subset)
    {
        var bytes = new FontBytes(subset);
        var record = 12;
        while (!string.Equals(bytes.Tag(record), "maxp", StringComparison.Ordinal))
        {
            record += 16;
        }

        return bytes.U16(bytes.Offset32(record + 8) + 4);
    }

    /// <summary>Writes the subset's numbers of the parts into a composite outline and queues parts not yet kept.</summary>
    static void Renumber(Span<byte> outline, List<ushort> order, Dictionary<ushort, ushort> numbers)
    {
        if (outline.IsEmpty || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            var part = BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]);
            if (!numbers.TryGetValue(part, out var number))
            {
                numbers[part] = number = (ushort)order.Count;
                order.Add(part);
            }

            BinaryPrimitives.WriteUInt16BigEndian(outline[(at + 2)..], number);
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
        while ((flags & MoreComponents) != 0);
    }

    static byte[] Assemble(FontFile font, List<ushort> order, IReadOnlyList<(ushort Id, Placement? Placement)> glyphs, byte[] outlines, List<uint> offsets)
    {
        var head = font.Table("head").ToArray();
        head.AsSpan(8, 4).Clear(); // checksum of the whole file, which no PDF reader looks at
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1); // loca in 32 bits
        var hhea = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)order.Count);
        var maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)order.Count);
        ShiftedOutline.RaiseLimits(maxp);

        var metrics = new byte[4 * order.Count];
        var loca = new byte[4 * offsets.Count];
        for (var i = 0; i < order.Count; i++)
        {
            var placement = i < glyphs.Count ? glyphs[i].Placement : null;
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * i), (ushort)(placement?.Advance ?? font.Advance(order[i])));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan((4 * i) + 2), (short)(font.LeftSideBearing(order[i]) + (placement?.X ?? 0)));
        }

        for (var i = 0; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * i), offsets[i]);
        }

        (string Name, byte[] Data)[] tables =
        [
            ("cvt ", font.Table("cvt ").ToArray()),
            ("fpgm", font.Table("fpgm").ToArray()),
            ("glyf", outlines),
            ("head", head),
            ("hhea", hhea),
            ("hmtx", metrics),
            ("loca", loca),
            ("maxp", maxp),
            ("prep", font.Table("prep").ToArray()),
        ];
        return Write([.. tables.Where(t => t.Data.Length > 0)]);
    }

    static byte[] Write((string Name, byte[] Data)[] tables)
    {
        var power = int.Log2(tables.Length);
        var file = new MemoryStream();
        WriteU32(file, 0x00010000);
        WriteU16(file, tables.Length);
        WriteU16(file, 16 << power);
        WriteU16(file, power);
        WriteU16(file, (16 * tables.Length) - (16 << power));
        var offset = 12 + (16 * tables.Length);
        foreach (var (name, data) in tables)
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(name));
            WriteU32(file, Checksum(data));
            WriteU32(file, (uint)offset);
            WriteU32(file, (uint)data.Length);
            offset += (data.Length + 3) & ~3;
        }

        foreach (var (_, data) in tables)
        {
            file.Write(data);
            Pad(file);
        }

        return file.ToArray();
    }

    static uint Checksum(byte[] data)
    {
        uint sum = 0;
        for (var i = 0; i < data.Length; i++)
        {
            sum += (uint)data[i] << (24 - (8 * (i % 4)));
        }

        return sum;
    }

    static void Pad(MemoryStream stream)
    {
        while (stream.Length % 4 != 0)
        {
            stream.WriteByte(0);
        }
    }

    static void WriteU16(MemoryStream stream, int value)
    {
        stream.WriteByte((byte)(value >> 8));
        stream.WriteByte((byte)value);
    }

    static void WriteU32(MemoryStream stream, uint value)
    {
        WriteU16(stream, (int)(value >> 16));
        WriteU16(stream, (int)(value & 0xFFFF));
    }
}
