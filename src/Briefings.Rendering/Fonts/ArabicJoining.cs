namespace Briefings.Rendering.Fonts;

/// <summary>How an Arabic letter is drawn beside its neighbours.</summary>
enum JoiningForm
{
    Isolated,
    Initial,
    Medial,
    Final,
}

/// <summary>Which Arabic letters join, after the Unicode file <c>ArabicShaping.txt</c>.</summary>
static class ArabicJoining
{
    /// <summary>The form of the letter at <paramref name="index"/> of a text in logical order.</summary>
    public static JoiningForm FormAt(ReadOnlySpan<char> text, int index)
    {
        var before = index - 1;
        while (before >= 0 && IsTransparent(text[before]))
        {
            before--;
        }

        var after = index + 1;
        while (after < text.Length && IsTransparent(text[after]))
        {
            after++;
        }

        var joinsBefore = before >= 0 && JoinsNext(text[before]) && Joins(text[index]);
        var joinsAfter = after < text.Length && JoinsNext(text[index]) && Joins(text[after]);
        return (joinsBefore, joinsAfter) switch
        {
            (true, true) => JoiningForm.Medial,
            (true, false) => JoiningForm.Final,
            (false, true) => JoiningForm.Initial,
            _ => JoiningForm.Isolated,
        };
    }

    static bool IsTransparent(char c) => c is >= '\u0610' and <= '\u061A' or >= '\u064B' and <= '\u065F' or '\u0670'
        or >= '\u06D6' and <= '\u06DC' or >= '\u06DF' and <= '\u06E4' or '\u06E7' or '\u06E8' or >= '\u06EA' and <= '\u06ED';

    static bool Joins(char c) => !IsAlone(c) && c is >= '\u0620' and <= '\u064A' or >= '\u066E' and <= '\u06D3' or '\u06D5' or '\u06EE' or '\u06EF'
        or >= '\u06FA' and <= '\u06FC' or '\u06FF' or >= '\u0750' and <= '\u077F' or >= '\u08A0' and <= '\u08C9' or '\u200D';

    static bool IsAlone(char c) => c is '\u0621' or '\u0674';

    static bool JoinsNext(char c) => Joins(c) && !JoinsPreviousOnly(c);

    /// <summary>Alef, dal, reh and waw in all their variants, and teh marbuta.</summary>
    static bool JoinsPreviousOnly(char c) => c is >= '\u0622' and <= '\u0625' or '\u0627' or '\u0629' or >= '\u062F' and <= '\u0632' or '\u0648'
        or >= '\u0671' and <= '\u0673' or >= '\u0675' and <= '\u0677' or >= '\u0688' and <= '\u0699' or '\u06C0' or >= '\u06C3' and <= '\u06CB'
        or '\u06CD' or '\u06CF' or '\u06D2' or '\u06D3' or '\u06D5' or '\u06EE' or '\u06EF'
        or >= '\u0759' and <= '\u075B' or '\u076B' or '\u076C' or '\u0771' or '\u0773' or '\u0774' or '\u0778' or '\u0779';
}
