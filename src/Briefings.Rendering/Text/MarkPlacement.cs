using Briefings.Rendering.Fonts;

namespace Briefings.Rendering.Text;

/// <summary>Puts accents and vowel signs on their letters. The shift goes into the outline, so that all glyphs of a word stand on one line for who copies it.</summary>
static class MarkPlacement
{
    /// <param name="glyphs">In logical order; the marks that the font can place get a <see cref="Glyph.Placement"/>.</param>
    public static void Place(FontFile font, string text, List<Glyph> glyphs, bool isRightToLeft)
    {
        if (font.Marks is not { } positions)
        {
            return;
        }

        var letter = -1;
        (int X, int Y)? before = null; // where the mark before stands, from the letter's origin
        for (var i = 0; i < glyphs.Count; i++)
        {
            if (!Scripts.IsMark(text[glyphs[i].Start]))
            {
                (letter, before) = (i, null);
                continue;
            }

            if (letter < 0 || Origin(positions, glyphs, letter, i, before) is not (var x, var y))
            {
                continue;
            }

            // Drawn from the left, a letter's marks follow it; drawn from the right, they come before it.
            var pen = isRightToLeft ? 0 : font.Advance(glyphs[letter].Id);
            glyphs[i] = glyphs[i] with { Placement = new Placement(short.CreateSaturating(x - pen), short.CreateSaturating(y), 0) };
            before = (x, y);
        }
    }

    /// <summary>A second mark stands on the first when the font says how, else on the letter.</summary>
    static (int X, int Y)? Origin(MarkPositions positions, List<Glyph> glyphs, int letter, int mark, (int X, int Y)? before) =>
        before is var (x, y) && positions.OnMark(glyphs[mark - 1].Id, glyphs[mark].Id) is { } onMark
            ? (x + onMark.X, y + onMark.Y)
            : positions.OnLetter(glyphs[letter].Id, glyphs[mark].Id);
}
