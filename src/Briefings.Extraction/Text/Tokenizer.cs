namespace Briefings.Extraction;

/// <summary>Cuts a stretch of text into tokens in one pass; every character is looked at a bounded number of times.</summary>
static class Tokenizer
{
    /// <summary>Longer runs of letters are cut, so that one endless word costs no more than many short ones.</summary>
    const int LongestToken = 64;

    public static Token[] Tokenize(string text, int start, int end)
    {
        var tokens = new List<Token>((end - start) / 5 + 4);
        var at = start;
        while (at < end)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] is '#' && at + 1 < end && char.IsLetter(text[at + 1]))
            {
                at++;
                continue;
            }
            var stop = Math.Max(at + 1, Next(text, at, end));
            tokens.Add(new Token(at, stop, text[at..stop]));
            at = stop;
        }
        return [.. tokens];
    }

    static int Next(string text, int at, int end)
    {
        var limit = Math.Min(end, at + LongestToken);
        var c = text[at];
        if (IsApostrophe(c) && Genitive(text, at, end) is { } genitive)
            return genitive;
        if (Contraction(text, at, end) is var contraction && contraction > at)
            return contraction;
        if (char.IsDigit(c))
            return Number(text, at, limit);
        if (!char.IsLetter(c))
            return c is '.' or '\'' or '`' ? Repeated(text, at, limit) : at + 1;
        return Word(text, at, limit);
    }

    static int Word(string text, int at, int end)
    {
        var dotted = DottedAcronym(text, at, end);
        var i = dotted > at ? dotted : at;
        while (i < end)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark)
                i++;
            else if (IsApostrophe(c) && i + 1 < end && char.IsLetter(text[i + 1]) && Genitive(text, i, end) is null && Contraction(text, i, end) == i)
                i++;
            else if (c is '-' or '‑' && i > at && i + 1 < end && char.IsLetterOrDigit(text[i + 1]))
                i++;
            else if (c == '.' && i + 2 < end && i > at && text[i - 1] is >= 'A' and <= 'Z' && text[i + 1] is >= 'A' and <= 'Z' && DottedAcronym(text, i + 1, end) > i + 1)
                i = DottedAcronym(text, i + 1, end);
            else
                break;
        }
        // "don't" is "do" and "n't".
        if (i - at > 3 && text[i - 1] is 't' or 'T' && IsApostrophe(text[i - 2]) && text[i - 3] is 'n' or 'N')
            return i - 3;
        if (i < end && text[i] == '.' && Abbreviations.TakesStop(text.AsSpan(at, i - at)))
            i++;
        return i;
    }

    /// <summary>Behind "'ll", "'re", "'ve", "'d" or "'m" that begins at <paramref name="at"/>, or <paramref name="at"/>.</summary>
    static int Contraction(string text, int at, int end)
    {
        if (at == 0 || !IsApostrophe(text[at]) || !char.IsLetter(text[at - 1]))
            return at;
        var stop = at + 1;
        while (stop < end && stop - at < 4 && char.IsLetter(text[stop]))
            stop++;
        return text.AsSpan(at + 1, stop - at - 1) is "ll" or "re" or "ve" or "d" or "m" ? stop : at;
    }

    /// <summary>Behind "U.S." or "D.C.", or <paramref name="at"/> when no such thing begins here.</summary>
    static int DottedAcronym(string text, int at, int end)
    {
        var i = at;
        while (i + 1 < end && char.IsUpper(text[i]) && text[i + 1] == '.' && (i == at || char.IsUpper(text[i])))
            i += 2;
        if (i == at)
            return at;
        if (i < end && char.IsUpper(text[i]) && (i + 1 == end || !char.IsLetter(text[i + 1])) && i > at)
            i++;
        return i;
    }

    static int Number(string text, int at, int end)
    {
        var i = at;
        while (i < end)
        {
            var c = text[i];
            var inner = c is ',' or '.' or ':' or '/' or '-' && i + 1 < end && char.IsLetterOrDigit(text[i + 1]);
            if (c is ',' or '.' && !(i + 1 < end && char.IsDigit(text[i + 1])))
                break;
            if (!char.IsLetterOrDigit(c) && !inner && c != '%')
                break;
            i++;
        }
        return i;
    }

    static int Repeated(string text, int at, int end)
    {
        var i = at + 1;
        while (i < end && text[i] == text[at])
            i++;
        return i;
    }

    /// <summary>The end of a genitive mark that begins here, or <c>null</c>.</summary>
    static int? Genitive(string text, int at, int end)
    {
        if (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && text[at - 1] != '.')
            return null;
        if (at + 1 < end && text[at + 1] is 's' or 'S' && (at + 2 >= end || !char.IsLetterOrDigit(text[at + 2])))
            return at + 2;
        return text[at - 1] is 's' or 'S' && at + 1 < end && text[at + 1] == ' ' && at + 2 < end && char.IsLetter(text[at + 2]) ? at + 1 : null;
    }

    public static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ';
}
