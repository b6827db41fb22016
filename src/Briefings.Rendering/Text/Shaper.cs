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
        Ligate(font, glyphs);
        var bases = text.Any(Scripts.IsMark) ? Bases(font, text, glyphs) : null;
        if (isRightToLeft)
        {
            glyphs.Reverse();
        }

        var kerns = new int[glyphs.Count];
        for (var i = 0; i + 1 < glyphs.Count && !isRightToLeft; i++)
        {
            kerns[i] = font.Kerning?[glyphs[i].Id, glyphs[i + 1].Id] ?? 0;
        }

        var offsets = bases is null ? null : MarkPlacement.Place(font, glyphs, kerns, bases, isRightToLeft);
        var width = 0;
        for (var i = 0; i < glyphs.Count; i++)
        {
            width += font.Advance(glyphs[i].Id) + kerns[i];
            kerns[i] = kerns[i] * 1000 / font.UnitsPerEm;
        }

        return new ShapedText(face, text, [.. glyphs], kerns, width * 1000.0 / font.UnitsPerEm, offsets);
    }

    static List<Glyph> GlyphsOf(FontFile font, string text, bool isRightToLeft)
    {
        var glyphs = new List<Glyph>(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is CleanText.Joiner or CleanText.NonJoiner)
            {
                // Not drawn, but copied with the letter before it.
                if (glyphs.Count > 0)
                {
                    glyphs[^1] = glyphs[^1] with { Length = glyphs[^1].Length + 1 };
                }

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

    static void Ligate(FontFile font, List<Glyph> glyphs)
    {
        for (var i = 0; i < glyphs.Count && font.Substitutions is { } substitutions; i++)
        {
            var (ligature, length) = substitutions.LigatureAt(glyphs, i);
            if (length > 0)
            {
                var last = glyphs[i + length - 1];
                glyphs[i] = new Glyph(ligature, glyphs[i].Start, last.Start + last.Length - glyphs[i].Start);
                glyphs.RemoveRange(i + 1, length - 1);
            }
        }
    }

    /// <summary>For each glyph in logical order the one it stands on, or -1.</summary>
    static int[] Bases(FontFile font, string text, List<Glyph> glyphs)
    {
        var bases = new int[glyphs.Count];
        var letter = -1;
        for (var i = 0; i < glyphs.Count; i++)
        {
            var isMark = Scripts.IsMark(text[glyphs[i].Start]);
            bases[i] = -1;
            if (!isMark)
            {
                letter = i;
            }
            else if (letter >= 0 && font.Marks is not null)
            {
                bases[i] = letter;
            }
        }

        return bases;
    }

    static Dictionary<string, ShapedText>[] Caches() =>
        [.. Enumerable.Range(0, FontLibrary.FaceCount).Select(_ => new Dictionary<string, ShapedText>(StringComparer.Ordinal))];
}
