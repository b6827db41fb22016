using Briefings.Rendering.Fonts;

namespace Briefings.Rendering.Text;

/// <summary>Puts accents and vowel signs where the font wants them.</summary>
static class MarkPlacement
{
    /// <summary>Takes the advance of every mark away and says how far it stands from where it would.</summary>
    /// <param name="glyphs">In the order in which they are drawn.</param>
    /// <param name="kerns">In font units; changed for the marks.</param>
    /// <param name="bases">In logical order: the index of the letter a glyph stands on, or -1.</param>
    /// <returns>In thousandths of the size; <c>null</c> when no glyph is moved.</returns>
    public static (int X, int Y)[]? Place(FontFile font, List<Glyph> glyphs, int[] kerns, int[] bases, bool isRightToLeft)
    {
        var count = glyphs.Count;
        var origins = new (int X, int Y)?[count]; // by logical index, from the letter's origin
        for (var i = 0; i < count; i++)
        {
            if (bases[i] >= 0)
            {
                origins[i] = Origin(font, glyphs, origins, bases, i, isRightToLeft);
                if (origins[i] is not null)
                {
                    kerns[Drawn(i)] = -font.Advance(glyphs[Drawn(i)].Id);
                }
            }
        }

        if (!origins.Any(o => o is not null))
        {
            return null;
        }

        var pens = new int[count];
        for (var i = 1; i < count; i++)
        {
            pens[i] = pens[i - 1] + font.Advance(glyphs[i - 1].Id) + kerns[i - 1];
        }

        var offsets = new (int X, int Y)[count];
        for (var i = 0; i < count; i++)
        {
            if (origins[i] is { } origin)
            {
                offsets[Drawn(i)] = ((pens[Drawn(bases[i])] + origin.X - pens[Drawn(i)]) * 1000 / font.UnitsPerEm, origin.Y * 1000 / font.UnitsPerEm);
            }
        }

        return offsets;

        int Drawn(int logical) => isRightToLeft ? count - 1 - logical : logical;
    }

    static (int X, int Y)? Origin(FontFile font, List<Glyph> glyphs, (int X, int Y)?[] origins, int[] bases, int mark, bool isRightToLeft)
    {
        // A second mark stands on the first when the font says how.
        if (mark - 1 > bases[mark] && origins[mark - 1] is { } before && font.Marks?.OnMark(Id(mark - 1), Id(mark)) is { } onMark)
        {
            return (before.X + onMark.X, before.Y + onMark.Y);
        }

        return font.Marks?.OnLetter(Id(bases[mark]), Id(mark));

        ushort Id(int logical) => glyphs[isRightToLeft ? glyphs.Count - 1 - logical : logical].Id;
    }
}
