namespace Briefings.Rendering.Fonts;

/// <summary>Code point to glyph, from the font's <c>cmap</c> table in formats 4 and 12.</summary>
sealed class CharacterMap
{
    const int PageSize = 256;

    readonly ushort[]?[] pages = new ushort[0x110000 / PageSize][];

    public CharacterMap(FontBytes font, int table)
    {
        var (subtable, format) = BestSubtable(font, table);
        if (format == 12)
        {
            ReadGroups(font, subtable);
        }
        else
        {
            ReadSegments(font, subtable);
        }
    }

    /// <summary>The glyph of a code point; 0 when the font has none.</summary>
    public ushort this[int codePoint] => pages[codePoint / PageSize] is { } page ? page[codePoint % PageSize] : (ushort)0;

    static (int Offset, int Format) BestSubtable(FontBytes font, int table)
    {
        var best = (Offset: 0, Format: 0);
        for (var i = 0; i < font.U16(table + 2); i++)
        {
            var offset = table + font.Offset32(table + 8 + (8 * i));
            int format = font.U16(offset);
            if (format is 4 or 12 && format > best.Format)
            {
                best = (offset, format);
            }
        }

        return best.Format > 0 ? best : throw new InvalidDataException("The font has no Unicode cmap of format 4 or 12.");
    }

    void ReadGroups(FontBytes font, int subtable)
    {
        for (var i = 0; i < font.Offset32(subtable + 12); i++)
        {
            var group = subtable + 16 + (12 * i);
            var first = font.Offset32(group);
            for (var codePoint = first; codePoint <= font.Offset32(group + 4); codePoint++)
            {
                Put(codePoint, (ushort)(font.Offset32(group + 8) + codePoint - first));
            }
        }
    }

    void ReadSegments(FontBytes font, int subtable)
    {
        int doubled = font.U16(subtable + 6);
        for (var segment = 0; segment < doubled; segment += 2)
        {
            int last = font.U16(subtable + 14 + segment);
            var starts = subtable + 16 + doubled;
            int first = font.U16(starts + segment);
            int delta = font.S16(starts + doubled + segment);
            var rangeAt = starts + (2 * doubled) + segment;
            int range = font.U16(rangeAt);
            for (var codePoint = first; codePoint <= last && codePoint < 0xFFFF; codePoint++)
            {
                var glyph = range == 0 ? codePoint : font.U16(rangeAt + range + (2 * (codePoint - first)));
                if (range == 0 || glyph != 0)
                {
                    Put(codePoint, (ushort)(glyph + delta));
                }
            }
        }
    }

    void Put(int codePoint, ushort glyph)
    {
        if (glyph != 0)
        {
            (pages[codePoint / PageSize] ??= new ushort[PageSize])[codePoint % PageSize] = glyph;
        }
    }
}
