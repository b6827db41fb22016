using Briefings.Rendering.Fonts;

namespace Briefings.Rendering.Text;

/// <summary>Turns words into glyphs and remembers them: a briefing repeats its words. One per rendering; not for several threads.</summary>
sealed class Shaper
{
    const char SoftHyphen = '\u00AD';

    readonly Dictionary<string, ShapedText>[] leftToRight = Caches();
    readonly Dictionary<string, ShapedText>[] rightToLeft = Caches();
    readonly ShapedText?[] hyphens = new ShapedText?[FontLibrary.FaceCount];

    /// <param name="text">Clean text whose characters the face has.</param>
    public ShapedText Shape(Face face, ReadOnlySpan<char> text, bool isRightToLeft)
    {
        var words = (isRightToLeft ? rightToLeft : leftToRight)[(int)face].GetAlternateLookup<ReadOnlySpan<char>>();
        if (!words.TryGetValue(text, out var shaped))
        {
            words[text] = shaped = ShapeWord(face, text.ToString(), isRightToLeft);
        }

        return shaped;
    }

    /// <summary>The hyphen at the end of a line that parts a word, copied as U+00AD (PDF 1.7, 14.8.2.2.3).</summary>
    public ShapedText Hyphen(Face face) => hyphens[(int)face] ??= ShapeWord(face, "-", isRightToLeft: false) with { Text = SoftHyphen.ToString() };

    static ShapedText ShapeWord(Face face, string text, bool isRightToLeft)
    {
        var font = FontLibrary.Font(face);
        var glyphs = GlyphsOf(font, text, isRightToLeft);
        Ligate(font, glyphs, isRightToLeft);
        if (text.Any(Scripts.IsMark))
        {
            MarkPlacement.Place(font, text, glyphs, isRightToLeft);
        }

        if (isRightToLeft)
        {
            glyphs.Reverse();
        }

        var kerns = new int[glyphs.Count];
        var width = 0;
        for (var i = 0; i < glyphs.Count; i++)
        {
            kerns[i] = isRightToLeft ? 0 : Kern(font, glyphs, i);
            width += (glyphs[i].Placement?.Advance ?? font.Advance(glyphs[i].Id)) + kerns[i];
            kerns[i] = kerns[i] * 1000 / font.UnitsPerEm;
        }

        return new ShapedText(face, text, [.. glyphs], kerns, width * 1000.0 / font.UnitsPerEm);
    }

    /// <summary>Between a letter and the next, behind the marks of the first.</summary>
    static int Kern(FontFile font, List<Glyph> glyphs, int at)
    {
        if (at + 1 == glyphs.Count || glyphs[at + 1].Placement is not null)
        {
            return 0;
        }

        var letter = at;
        while (letter > 0 && glyphs[letter].Placement is not null)
        {
            letter--;
        }

        return font.Kerning?[glyphs[letter].Id, glyphs[at + 1].Id] ?? 0;
    }

    static List<Glyph> GlyphsOf(FontFile font, string text, bool isRightToLeft)
    {
        var glyphs = new List<Glyph>(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is CleanText.Joiner or CleanText.NonJoiner)
            {
                // Not seen and without width, but copied.
                glyphs.Add(new Glyph(font.GlyphOf(' '), at, 1) { Placement = default(Placement) });
                at++;
                continue;
            }

            var drawn = isRightToLeft && rune.IsBmp ? Scripts.Mirrored((char)rune.Value) : rune.Value;
            var glyph = font.GlyphOf(drawn);
            if (isRightToLeft && rune.IsBmp && font.Substitutions is { } substitutions)
            {
                glyph = substitutions.Form(glyph, ArabicJoining.FormAt(text, at));
            }

            glyphs.Add(new Glyph(glyph, at, rune.Utf16SequenceLength));
            at += rune.Utf16SequenceLength;
        }

        return glyphs;
    }

    static void Ligate(FontFile font, List<Glyph> glyphs, bool isRightToLeft)
    {
        for (var i = 0; i < glyphs.Count && font.Substitutions is { } substitutions; i++)
        {
            var (ligature, length) = substitutions.LigatureAt(glyphs, i);
            if (length > 0 && isRightToLeft)
            {
                // Readers turn right-to-left text around character by character, so each one keeps a glyph with its share of the width;
                // the first, which stands rightmost, draws the ligature.
                var share = (ushort)(font.Advance(ligature) / length);
                var rest = (ushort)(font.Advance(ligature) - (share * (length - 1)));
                glyphs[i] = glyphs[i] with { Id = ligature, Placement = new Placement((short)(rest - font.Advance(ligature)), 0, rest) };
                for (var k = i + 1; k < i + length; k++)
                {
                    glyphs[k] = glyphs[k] with { Id = font.GlyphOf(' '), Placement = new Placement(0, 0, share) };
                }

                i += length - 1;
            }
            else if (length > 0)
            {
                var last = glyphs[i + length - 1];
                glyphs[i] = new Glyph(ligature, glyphs[i].Start, last.Start + last.Length - glyphs[i].Start);
                glyphs.RemoveRange(i + 1, length - 1);
            }
        }
    }

    static Dictionary<string, ShapedText>[] Caches() =>
        [.. Enumerable.Range(0, FontLibrary.FaceCount).Select(_ => new Dictionary<string, ShapedText>(StringComparer.Ordinal))];
}
