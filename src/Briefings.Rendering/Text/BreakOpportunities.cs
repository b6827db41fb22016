namespace Briefings.Rendering.Text;

/// <summary>Where a line may end, beyond the plain space: after a hyphen or dash, between ideographs, inside addresses and hashes.</summary>
/// <param name="monthNames">Of the document's language, so that a date stays on one line.</param>
sealed class BreakOpportunities(IReadOnlySet<string> monthNames)
{
    const char ZeroWidthSpace = '\u200B';
    const int CodeGroup = 8;

    static readonly HashSet<string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        "%", "km", "m", "kg", "t", "GMT", "UTC", "CET", "EST", "BST", "a.m", "p.m", "am", "pm", "million", "billion", "trillion", "millón", "millones", "billón", "billones", "mil", "percent", "per", "por", "km²", "m²", "°C", "MW", "GW", "kWh", "mm", "cm", "ha", "USD", "EUR", "€", "dollars", "euros", "pesos", "dólares", "h", "hrs",
    };

    static readonly HashSet<string> BeforeNumbers = new(StringComparer.OrdinalIgnoreCase) { "no", "nº", "n.º", "núm", "p", "pp", "US$", "COL$", "€", "£", "$", "USD", "EUR", "GBP", "COP", "art", "~", "#", "§" };

    /// <summary>Whether the spaces before <paramref name="at"/> may end a line: not inside numbers and dates.</summary>
    public bool AtSpace(ReadOnlySpan<char> text, int at)
    {
        var left = WordBefore(text[..at].TrimEnd(' '));
        var right = WordAfter(text[at..].TrimStart(' '));
        if (left.IsEmpty || right.IsEmpty)
        {
            return true;
        }

        var afterNumber = Scripts.IsDigit(left[^1]);
        if (afterNumber && (char.IsAsciiDigit(right[0]) || IsMonth(right) || IsIn(Units, right)))
        {
            return false;
        }

        if (char.IsAsciiDigit(right[0]))
        {
            return !IsMonth(left) && !IsIn(BeforeNumbers, left) && !(IsOf(left) && IsMonth(WordBefore(Before(text[..at], left))));
        }

        // "3 de febrero": the number keeps the preposition, and the preposition keeps the month.
        return !(afterNumber && IsOf(right)) && !(IsOf(left) && IsMonth(right)) && !(IsOf(right) && IsMonth(left));
    }

    /// <summary>Whether a line may end before <paramref name="at"/> although there is no space.</summary>
    /// <param name="isCode">The text is an address or a hash.</param>
    /// <param name="inWord">How many characters of the word stand before.</param>
    public static bool InWord(string text, int at, bool isCode, int inWord)
    {
        var before = text[at - 1];
        var after = text[at];
        if (char.IsLowSurrogate(after) || after is ' ' or '\u00A0')
        {
            return false;
        }

        if (isCode)
        {
            return before is '/' or '-' or '_' or '.' or '?' or '&' or '=' ? inWord >= 3 : char.IsAsciiHexDigit(before) && inWord > 0 && inWord % CodeGroup == 0 && IsHash(text, at);
        }

        return before switch
        {
            ZeroWidthSpace => true,
            '-' or '\u2010' => at >= 2 && char.IsLetter(text[at - 2]) && char.IsLetter(after),
            '\u2014' => char.IsLetter(after),
            '\u2013' => char.IsLetter(after) && at >= 2 && !char.IsDigit(text[at - 2]),
            '/' => inWord > 12 && char.IsLetter(after),
            _ => (Scripts.BreaksAnywhere(before) || Scripts.BreaksAnywhere(after)) && !IsClosing(after),
        };
    }

    static bool IsClosing(char c) => char.IsPunctuation(c) && c is not ('(' or '[' or '{' or '“' or '‘' or '«' or '「' or '『' or '（' or '《');

    /// <summary>A run of at least 32 hexadecimal digits around a place.</summary>
    static bool IsHash(string text, int at)
    {
        var first = at;
        while (first > 0 && char.IsAsciiHexDigit(text[first - 1]))
        {
            first--;
        }

        var last = at;
        while (last < text.Length && char.IsAsciiHexDigit(text[last]))
        {
            last++;
        }

        return last - first >= 32;
    }

    static bool IsOf(ReadOnlySpan<char> word) => word is "de" or "del" or "of";

    bool IsMonth(ReadOnlySpan<char> word) => IsIn(monthNames, word);

    static bool IsIn(IReadOnlySet<string> words, ReadOnlySpan<char> word) =>
        word.Length <= 12 && words.Contains(word.TrimEnd(".,;:)").TrimStart('(').ToString());

    static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, ReadOnlySpan<char> word) => text.TrimEnd(' ')[..^word.Length].TrimEnd(' ');

    static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text) => text[(text.LastIndexOf(' ') + 1)..];

    static ReadOnlySpan<char> WordAfter(ReadOnlySpan<char> text) => text.IndexOf(' ') is var end and >= 0 ? text[..end] : text;
}
