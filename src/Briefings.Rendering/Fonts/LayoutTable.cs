namespace Briefings.Rendering.Fonts;

/// <summary>What <c>GPOS</c> and <c>GSUB</c> have in common: lookups by feature, coverage and class definitions (OpenType 1.9, chapter 2).</summary>
readonly struct LayoutTable(FontBytes font, int table, int extensionType)
{
    /// <summary>The lookup subtables of a feature, in the font's order, with extension subtables resolved.</summary>
    public List<(int Type, int Offset)> Subtables(string feature)
    {
        var lookups = table + font.U16(table + 8);
        var found = new List<(int, int)>();
        foreach (var index in LookupsOf(feature))
        {
            var lookup = lookups + font.U16(lookups + 2 + (2 * index));
            for (var i = 0; i < font.U16(lookup + 4); i++)
            {
                int type = font.U16(lookup);
                var offset = lookup + font.U16(lookup + 6 + (2 * i));
                if (type == extensionType)
                {
                    type = font.U16(offset + 2);
                    offset += font.Offset32(offset + 4);
                }

                found.Add((type, offset));
            }
        }

        return found;
    }

    SortedSet<int> LookupsOf(string feature)
    {
        var features = table + font.U16(table + 6);
        var lookups = new SortedSet<int>();
        for (var i = 0; i < font.U16(features); i++)
        {
            var record = features + 2 + (6 * i);
            if (!string.Equals(font.Tag(record), feature, StringComparison.Ordinal))
            {
                continue;
            }

            var offset = features + font.U16(record + 4);
            for (var k = 0; k < font.U16(offset + 2); k++)
            {
                lookups.Add(font.U16(offset + 4 + (2 * k)));
            }
        }

        return lookups;
    }

    /// <summary>The glyphs a coverage table names, in coverage order.</summary>
    public List<ushort> Coverage(int offset)
    {
        var glyphs = new List<ushort>();
        int count = font.U16(offset + 2);
        for (var i = 0; i < count; i++)
        {
            if (font.U16(offset) == 1)
            {
                glyphs.Add(font.U16(offset + 4 + (2 * i)));
                continue;
            }

            var range = offset + 4 + (6 * i);
            for (int glyph = font.U16(range); glyph <= font.U16(range + 2); glyph++)
            {
                glyphs.Add((ushort)glyph);
            }
        }

        return glyphs;
    }

    /// <summary>The class of every glyph; glyphs the table does not name are in class 0.</summary>
    public ushort[] Classes(int offset, int glyphCount)
    {
        var classes = new ushort[glyphCount];
        if (font.U16(offset) == 1)
        {
            int first = font.U16(offset + 2);
            for (var i = 0; i < font.U16(offset + 4); i++)
            {
                classes[first + i] = font.U16(offset + 6 + (2 * i));
            }

            return classes;
        }

        for (var i = 0; i < font.U16(offset + 2); i++)
        {
            var range = offset + 4 + (6 * i);
            for (int glyph = font.U16(range); glyph <= font.U16(range + 2); glyph++)
            {
                classes[glyph] = font.U16(range + 4);
            }
        }

        return classes;
    }
}
