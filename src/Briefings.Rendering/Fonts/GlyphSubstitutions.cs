namespace Briefings.Rendering.Fonts;

/// <summary>Compositions, ligatures and Arabic joining forms from <c>GSUB</c>.</summary>
sealed class GlyphSubstitutions
{
    const int Single = 1;
    const int Ligature = 4;
    const int ExtensionSubstitution = 7;

    readonly Dictionary<ushort, List<(ushort[] Others, ushort Ligature)>> ligatures = [];
    readonly Dictionary<ushort, ushort>[] forms;

    public GlyphSubstitutions(FontBytes font, int table)
    {
        var layout = new LayoutTable(font, table, ExtensionSubstitution);
        ReadLigatures(font, layout, "ccmp");
        ReadLigatures(font, layout, "rlig");
        ReadLigatures(font, layout, "liga");
        foreach (var set in ligatures.Values)
        {
            set.Sort((a, b) => b.Others.Length.CompareTo(a.Others.Length));
        }

        forms = [.. JoiningFormFeatures.Select(feature => ReadForms(font, layout, feature))];
    }

    /// <summary>In the order of <see cref="JoiningForm"/>.</summary>
    static readonly string[] JoiningFormFeatures = ["isol", "init", "medi", "fina"];

    /// <summary>The glyph's joining form; the glyph itself when the font has no other.</summary>
    public ushort Form(ushort glyph, JoiningForm form) => forms[(int)form].GetValueOrDefault(glyph, glyph);

    /// <summary>The longest ligature that begins at a glyph, and how many glyphs it takes; 0 when there is none.</summary>
    public (ushort Glyph, int Length) LigatureAt(List<Glyph> glyphs, int at)
    {
        if (ligatures.TryGetValue(glyphs[at].Id, out var set))
        {
            foreach (var (rest, ligature) in set)
            {
                if (Matches(glyphs, at + 1, rest))
                {
                    return (ligature, rest.Length + 1);
                }
            }
        }

        return default;
    }

    static bool Matches(List<Glyph> glyphs, int from, ushort[] ids)
    {
        if (from + ids.Length > glyphs.Count)
        {
            return false;
        }

        for (var i = 0; i < ids.Length; i++)
        {
            if (glyphs[from + i].Id != ids[i])
            {
                return false;
            }
        }

        return true;
    }

    void ReadLigatures(FontBytes font, LayoutTable layout, string feature)
    {
        foreach (var (_, offset) in layout.Subtables(feature).Where(s => s.Type == Ligature))
        {
            var firsts = layout.Coverage(offset + font.U16(offset + 2));
            for (var i = 0; i < firsts.Count; i++)
            {
                var set = offset + font.U16(offset + 6 + (2 * i));
                for (var k = 0; k < font.U16(set); k++)
                {
                    ReadLigature(font, firsts[i], set + font.U16(set + 2 + (2 * k)));
                }
            }
        }
    }

    void ReadLigature(FontBytes font, ushort first, int offset)
    {
        var rest = new ushort[font.U16(offset + 2) - 1];
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] = font.U16(offset + 4 + (2 * i));
        }

        if (!ligatures.TryGetValue(first, out var set))
        {
            ligatures[first] = set = [];
        }

        set.Add((rest, font.U16(offset)));
    }

    static Dictionary<ushort, ushort> ReadForms(FontBytes font, LayoutTable layout, string feature)
    {
        var found = new Dictionary<ushort, ushort>();
        foreach (var (_, offset) in layout.Subtables(feature).Where(s => s.Type == Single))
        {
            var glyphs = layout.Coverage(offset + font.U16(offset + 2));
            for (var i = 0; i < glyphs.Count; i++)
            {
                var form = font.U16(offset) == 1 ? (ushort)(glyphs[i] + font.S16(offset + 4)) : font.U16(offset + 6 + (2 * i));
                found.TryAdd(glyphs[i], form);
            }
        }

        return found;
    }
}
