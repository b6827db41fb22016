namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Cuts a text into words, numbers and marks in one pass; white space gives no token.</summary>
static class TokenReader
{
    const int TooLong = -1;

    /// <summary>The tokens between two offsets.</summary>
    /// <param name="promising">Whether any of them could begin a date expression.</param>
    public static List<Token> Read(string text, int start, int end, out bool promising)
    {
        var tokens = new List<Token>(Math.Min(64, ((end - start) / 5) + 4));
        promising = false;
        for (var i = start; i < end;)
        {
            var c = text[i];
            if (c is ' ' || char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            var token = IsLetter(c) ? Word(text, i, end) : char.IsAsciiDigit(c) ? Number(text, i, end) : MarkOrSuffix(text, i, end);
            promising |= Starters.Contains(token.Lex);
            tokens.Add(token);
            i = token.To;
        }

        return tokens;
    }

    static bool IsLetter(char c) => char.IsAsciiLetter(c) || (c > 127 && (char.IsLetter(c) || char.IsSurrogate(c)));

    static Token Word(string text, int from, int end)
    {
        var to = from + 1;
        while (to < end && (IsLetter(text[to]) || (text[to] > 127 && char.IsLetterOrDigit(text[to]))))
        {
            to++;
        }

        // "q3", "h1": the digit belongs to the word; in "dec31" it does not.
        if (to - from == 1 && to < end && char.IsAsciiDigit(text[to]) && text[from] is 'q' or 'Q' or 'h' or 'H'
            && (to + 1 == end || !char.IsLetterOrDigit(text[to + 1])))
        {
            to++;
        }

        var (lex, value) = Lexicon.Find(text.AsSpan(from, to - from));
        return new Token(from, to, lex, value);
    }

    static Token MarkOrSuffix(string text, int from, int end)
    {
        var c = text[from];
        if (c is '\'' or '’' && from + 1 < end && text[from + 1] is 's' or 'S'
            && (from + 2 == end || !char.IsLetterOrDigit(text[from + 2])))
        {
            return new Token(from, from + 2, Lex.Possessive, 0);
        }

        return new Token(from, from + 1, Lex.Mark, c);
    }

    static Token Number(string text, int from, int end)
    {
        var to = from;
        var value = 0;
        for (; to < end && char.IsAsciiDigit(text[to]); to++)
        {
            value = to - from < 9 ? (value * 10) + text[to] - '0' : TooLong;
        }

        var digits = to - from;
        if (digits <= 2 && Minutes(text, to, end) is var behind && behind > to)
        {
            return new Token(from, Meridiem(text, behind, end), Lex.Clock, value);
        }

        var suffix = to;
        while (suffix < end && char.IsLetter(text[suffix]) && suffix - to < 4)
        {
            suffix++;
        }

        return text.AsSpan(to, suffix - to) switch
        {
            "st" or "nd" or "rd" or "th" or "ST" or "ND" or "RD" or "TH" when digits <= 2 => new Token(from, suffix, Lex.Ordinal, value),
            "s" when digits is 2 or 4 && value % 10 == 0 => new Token(from, suffix, Lex.Decade, value),
            "am" or "pm" or "AM" or "PM" or "a" or "p" when digits <= 2 => new Token(from, Meridiem(text, to, end), Lex.Clock, value),
            _ => new Token(from, to, Lex.Number, value),
        };
    }

    /// <summary>The offset behind ":00" or ":00:00", or the same offset when there is none.</summary>
    static int Minutes(string text, int at, int end)
    {
        while (at + 2 < end && text[at] == ':' && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
            && (at + 3 == end || !char.IsAsciiDigit(text[at + 3])))
        {
            at += 3;
        }

        return at;
    }

    /// <summary>The offset behind "am", "p.m." or the like.</summary>
    static int Meridiem(string text, int at, int end)
    {
        if (at >= end || text[at] is not ('a' or 'p' or 'A' or 'P'))
        {
            return at;
        }

        var to = at + 1;
        to += to < end && text[to] == '.' ? 1 : 0;
        to += to < end && text[to] is 'm' or 'M' ? 1 : 0;
        return to < end && char.IsLetterOrDigit(text[to]) ? at : to;
    }
}
