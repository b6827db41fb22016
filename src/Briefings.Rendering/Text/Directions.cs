namespace Briefings.Rendering.Text;

/// <summary>Embedding levels of a left-to-right paragraph: 0 for its own direction, 1 for right-to-left words, 2 for numbers among them.</summary>
/// <remarks>The part of the Unicode Bidirectional Algorithm (UAX 9, rules W, N and L2) that text without explicit directions needs.</remarks>
static class Directions
{
    /// <summary>A level for each UTF-16 unit; <c>null</c> when nothing runs right to left.</summary>
    public static byte[]? Levels(string text)
    {
        var first = FirstRightToLeft(text);
        if (first < 0)
        {
            return null;
        }

        var levels = new byte[text.Length];
        var lastStrongIsRightToLeft = false;
        var pending = 0; // where the neutral characters before the current one begin
        for (var i = 0; i < text.Length; i++)
        {
            var codePoint = CodePointAt(text, i);
            if (Scripts.IsRightToLeft(codePoint))
            {
                // Neutrals between two right-to-left words run with them.
                Array.Fill(levels, (byte)(lastStrongIsRightToLeft ? 1 : 0), pending, i - pending);
                levels[i] = 1;
                lastStrongIsRightToLeft = true;
                pending = i + 1;
            }
            else if (lastStrongIsRightToLeft && Scripts.IsDigit(codePoint))
            {
                Array.Fill(levels, (byte)1, pending, i - pending);
                levels[i] = 2;
                pending = i + 1;
            }
            else if (Scripts.IsLetterOrDigit(codePoint))
            {
                lastStrongIsRightToLeft = false;
                pending = i + 1;
            }
        }

        return levels;
    }

    /// <summary>Puts the pieces of one line into the order in which they are drawn (rule L2).</summary>
    public static void Reorder<T>(List<T> pieces, Func<T, byte> level)
    {
        var highest = pieces.Count == 0 ? 0 : pieces.Max(level);
        for (var current = highest; current >= 1; current--)
        {
            for (var i = 0; i < pieces.Count; i++)
            {
                var end = i;
                while (end < pieces.Count && level(pieces[end]) >= current)
                {
                    end++;
                }

                if (end > i)
                {
                    pieces.Reverse(i, end - i);
                    i = end;
                }
            }
        }
    }

    static int FirstRightToLeft(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x0590 && Scripts.IsRightToLeft(CodePointAt(text, i)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The code point a unit belongs to, also for the second half of a pair.</summary>
    static int CodePointAt(string text, int i) => text[i] switch
    {
        var c when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) => char.ConvertToUtf32(c, text[i + 1]),
        var c when char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]) => char.ConvertToUtf32(text[i - 1], c),
        var c => c,
    };
}
