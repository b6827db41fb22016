using System.Globalization;
using System.Text;

namespace Briefings.Rendering.Text;

/// <summary>What the layout must know of a character's script.</summary>
static class Scripts
{
    /// <summary>Letters and marks of scripts whose letters join, where joiners and non-joiners change the shape of a word.</summary>
    public static bool IsJoining(int c) => c is >= 0x0600 and <= 0x06FF or >= 0x0750 and <= 0x077F or >= 0x08A0 and <= 0x08FF;

    /// <summary>Scripts written without spaces, where a line may end after any character.</summary>
    public static bool BreaksAnywhere(int c) => c is >= 0x2E80 and <= 0x2FDF or >= 0x3005 and <= 0x3007 or >= 0x3021 and <= 0x3029
        or >= 0x3041 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF
        or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFD;

    public static bool IsDigit(int c) => c is >= '0' and <= '9' || (c > 0x7F && Rune.IsValid(c) && Rune.GetUnicodeCategory(new Rune(c)) is UnicodeCategory.DecimalDigitNumber);

    public static bool IsMark(char c) => c >= '\u0300' && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>The other half of a bracket or quote pair; the character itself when it has none.</summary>
    public static char Mirrored(char c)
    {
        const string Pairs = "()<>[]{}«»‹›≤≥⟨⟩「」『』（）《》〈〉【】";
        var at = Pairs.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? c : Pairs[at ^ 1];
    }
}
