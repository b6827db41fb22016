using System.Text;

namespace Briefings.Rendering.Text;

/// <summary>Text as every renderer prints it: well-formed, composed, on one line, without invisible characters.</summary>
static class CleanText
{
    public const char NonJoiner = '\u200C';
    public const char Joiner = '\u200D';

    const char Replacement = '\uFFFD';

    /// <summary>Normalises to NFC, drops soft hyphens, direction overrides and joiners other than between Arabic letters, and turns line breaks, tabs and spaces of other widths into plain ones.</summary>
    /// <remarks>Lone surrogates, control characters and noncharacters become U+FFFD, so that they are seen. Direction follows from the
    /// characters alone: an override in a quoted text must not turn the sentence around it.</remarks>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            at += rune.Utf16SequenceLength;
            if (rune.Value is Joiner or NonJoiner && clean.Length > 0 && Scripts.IsJoining(clean[^1]) && at < text.Length && Scripts.IsJoining(text[at]))
            {
                clean.Append(rune);
            }
            else
            {
                Append(clean, rune);
            }
        }

        return Normalization.ToComposed(clean.ToString());
    }

    static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    static void Append(StringBuilder clean, Rune rune)
    {
        switch (rune.Value)
        {
            case '\t' or '\n' or '\r' or 0x0B or 0x0C or 0x85 or 0x2028 or 0x2029:
                clean.Append(' ');
                break;
            case 0x2007 or 0x202F:
                clean.Append('\u00A0');
                break;
            case >= 0x2000 and <= 0x200A or 0x1680 or 0x205F or 0x3000:
                clean.Append(' ');
                break;
            case < ' ' or (>= 0x7F and <= 0x9F):
                clean.Append(Replacement);
                break;
            case var c when (c & 0xFFFE) == 0xFFFE || c is >= 0xFDD0 and <= 0xFDEF:
                clean.Append(Replacement);
                break;
            case var c when IsInvisible(c):
                break;
            default:
                clean.Append(rune);
                break;
        }
    }

    static bool IsInvisible(int c) => c is 0xAD or 0x034F or 0x061C or 0x180E or 0x200C or 0x200D or 0x200E or 0x200F
        or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F or 0xFEFF
        or >= 0xFE00 and <= 0xFE0F or >= 0xE0000 and <= 0xE0FFF;
}
