using static Briefings.Rendering.Text.BidiClass;

namespace Briefings.Rendering.Text;

/// <summary>Embedding levels of a paragraph by the Unicode Bidirectional Algorithm (UAX 9, rules P2 to I2 and L2). Even levels run left to right, odd ones right to left.</summary>
/// <remarks>Explicit directions (rules X) do not occur: <see cref="CleanText"/> drops them, so that a quoted text cannot turn the sentence around it.</remarks>
static class Directions
{
    /// <summary>A level for each UTF-16 unit; <c>null</c> when all of it runs left to right.</summary>
    /// <param name="isRightToLeft">The paragraph's own direction.</param>
    public static byte[]? Levels(string text, bool isRightToLeft = false)
    {
        if (!isRightToLeft && !text.AsSpan().ContainsAnyInRange(BidiClasses.FirstRightToLeft, '\uFFFF'))
        {
            return null;
        }

        var classes = Classes(text);
        if (!isRightToLeft && !classes.AsSpan().ContainsAny(R, AL, AN))
        {
            return null;
        }

        var own = isRightToLeft ? R : L;
        ResolveWeak(classes, own);
        BracketPairs.Resolve(text, classes, own);
        ResolveNeutral(classes, own);
        return [.. classes.Select(c => (byte)(isRightToLeft ? c == R ? 1 : 2 : c == L ? 0 : c == R ? 1 : 2))];
    }

    /// <summary>Whether the first letter with a direction runs right to left (rules P2, P3).</summary>
    public static bool BeginsRightToLeft(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (BidiClasses.Of(CodePointAt(text, i)) is var c and (L or R or AL))
            {
                return c != L;
            }
        }

        return false;
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

    static BidiClass[] Classes(string text)
    {
        var classes = new BidiClass[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            classes[i] = BidiClasses.Of(CodePointAt(text, i));
        }

        return classes;
    }

    /// <summary>Rules W1 to W7: marks take the class of their letter; separators and signs join their numbers.</summary>
    static void ResolveWeak(BidiClass[] classes, BidiClass own)
    {
        var (before, strong) = (own, own);
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = classes[i] == NSM ? before : classes[i]; // W1
            before = classes[i];
            strong = before is L or R or AL ? before : strong;
            classes[i] = before == EN && strong == AL ? AN : before; // W2
        }

        for (var i = 1; i + 1 < classes.Length; i++)
        {
            var (left, right) = (classes[i - 1], classes[i + 1]);
            if ((classes[i] is ES or CS && left == EN && right == EN) || (classes[i] == CS && left == AN && right == AN))
            {
                classes[i] = left; // W4
            }
        }

        JoinSigns(classes);
        strong = own;
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = classes[i] is AL ? R : classes[i] is ES or ET or CS or WS ? ON : classes[i]; // W3, W6
            strong = classes[i] is L or R ? classes[i] : strong;
            classes[i] = classes[i] == EN && strong == L ? L : classes[i]; // W7
        }
    }

    /// <summary>Rule W5: currency and percent signs beside a number.</summary>
    static void JoinSigns(BidiClass[] classes)
    {
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] != ET)
            {
                continue;
            }

            var end = i;
            while (end < classes.Length && classes[end] == ET)
            {
                end++;
            }

            if ((i > 0 && classes[i - 1] == EN) || (end < classes.Length && classes[end] == EN))
            {
                Array.Fill(classes, EN, i, end - i);
            }

            i = end - 1;
        }
    }

    /// <summary>Rules N1 and N2: neutrals between two of one direction run with them, others with the paragraph.</summary>
    static void ResolveNeutral(BidiClass[] classes, BidiClass own)
    {
        var before = own;
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] != ON)
            {
                before = classes[i] == L ? L : R;
                continue;
            }

            var end = i;
            while (end < classes.Length && classes[end] == ON)
            {
                end++;
            }

            var after = end == classes.Length ? own : classes[end] == L ? L : R;
            Array.Fill(classes, before == after ? before : own, i, end - i);
            i = end - 1;
        }
    }

    /// <summary>The code point a unit belongs to, also for the second half of a pair.</summary>
    static int CodePointAt(string text, int i) => text[i] switch
    {
        var c when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) => char.ConvertToUtf32(c, text[i + 1]),
        var c when char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]) => char.ConvertToUtf32(text[i - 1], c),
        var c => c,
    };
}
