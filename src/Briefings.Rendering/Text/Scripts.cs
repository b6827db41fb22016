using System.Globalization;
using System.Text;

namespace Briefings.Rendering.Text;

/// <summary>What the layout must know of a character's script.</summary>
static class Scripts
{
    public static bool IsRightToLeft(int c) => c is >= 0x0590 and <= 0x08FF and not (>= 0x0660 and <= 0x0669) and not (>= 0x06F0 and <= 0x06F9)
        or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF
        or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF;

    /// <summary>Scripts written without spaces, where a line may end after any character.</summary>
    public static bool BreaksAnywhere(int c) => c is >= 0x2E80 and <= 0x2FDF or >= 0x3005 and <= 0x3007 or >= 0x3021 and <= 0x3029
        or >= 0x3041 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF
        or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFD;

    public static bool IsLetterOrDigit(int c) => Rune.IsValid(c) && Rune.IsLetterOrDigit(new Rune(c));

    public static bool IsDigit(int c) => c is >= '0' and <= '9' || (c > 0x7F && Rune.IsValid(c) && Rune.GetUnicodeCategory(new Rune(c)) is UnicodeCategory.DecimalDigitNumber);

    /// <summary>The other half of a bracket or quote pair; the character itself when it has none.</summary>
    public static char Mirrored(char c)
    {
        const string Pairs = "()<>[]{}«»‹›";
        var at = Pairs.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? c : Pairs[at ^ 1];
    }
}
