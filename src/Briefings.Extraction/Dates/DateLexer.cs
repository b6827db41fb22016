using System.Globalization;

namespace Briefings.Extraction;

/// <summary>A word, number or mark of a date expression.</summary>
/// <param name="Word">Lower case; digits for a number.</param>
/// <param name="Number">Its value; -1 when it is none.</param>
/// <param name="Ordinal">"4th", "fourth".</param>
/// <param name="Glued">No space stands before it.</param>
readonly record struct DateToken(string Word, int Number, bool Ordinal, bool Glued, int Start, int End)
{
    public bool IsNumber => Number >= 0;
}

/// <summary>Cuts date expressions into words, numbers (in figures or words) and marks.</summary>
static class DateLexer
{
    static readonly string[] Ordinals = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"];

    public static List<DateToken> Lex(string text, int from, int to)
    {
        var tokens = new List<DateToken>();
        for (var i = from; i < to;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            if (char.IsAsciiDigit(text[i]))
                while (i < to && char.IsAsciiDigit(text[i]))
                    i++;
            else if (char.IsLetter(text[i]))
                while (i < to && char.IsLetter(text[i]))
                    i++;
            else
                i++;
            Add(tokens, text[start..i].ToLowerInvariant(), start > from && !char.IsWhiteSpace(text[start - 1]), start, i);
        }
        return JoinNumbers(tokens);
    }

    static void Add(List<DateToken> tokens, string word, bool glued, int start, int end)
    {
        if (glued && tokens.Count > 0 && tokens[^1] is { IsNumber: true, Ordinal: false } && word is "st" or "nd" or "rd" or "th")
        {
            tokens[^1] = tokens[^1] with { Ordinal = true, End = end };
            return;
        }
        var number = word.Length <= 8 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
        var ordinal = false;
        if (number < 0)
        {
            number = Array.IndexOf(Ordinals, word);
            ordinal = number >= 0;
            if (word is "thirtieth")
                (number, ordinal) = (30, true);
            if (number < 0 && word is not "one" && Numbers.Value(word) is { } spelled && spelled <= 1000 && word is not "dozen")
                number = (int)spelled;
            if (word == "one")
                number = 1;
        }
        tokens.Add(new DateToken(word, number, ordinal, glued, start, end));
    }

    /// <summary>"twenty-first", "two thousand and twenty", "nineteen ninety six" become one number.</summary>
    static List<DateToken> JoinNumbers(List<DateToken> tokens)
    {
        var joined = new List<DateToken>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!IsSpelled(token))
            {
                joined.Add(token);
                continue;
            }
            var value = token.Number;
            var ordinal = token.Ordinal;
            var end = i;
            while (!ordinal && Next(tokens, end) is var next && next < tokens.Count && IsSpelled(tokens[next]) && Combine(value, tokens[next].Number) is { } sum)
            {
                (value, ordinal, end) = (sum, tokens[next].Ordinal, next);
            }
            joined.Add(token with { Word = value.ToString(CultureInfo.InvariantCulture), Number = value, Ordinal = ordinal, End = tokens[end].End });
            i = end;
        }
        return joined;
    }

    static bool IsSpelled(DateToken token) => token.IsNumber && !char.IsAsciiDigit(token.Word[0]);

    static int Next(List<DateToken> tokens, int i) => i + 1 < tokens.Count && tokens[i + 1].Word is "-" or "and" ? i + 2 : i + 1;

    static int? Combine(int value, int next) =>
        next is 100 or 1000 && value is > 0 and < 100 ? value * next
        : value >= 100 && value % 100 == 0 && next is > 0 and < 100 ? value + next
        : value is >= 20 and < 100 && value % 10 == 0 && next is > 0 and < 10 ? value + next
        : value is 19 or 20 && next is >= 10 and < 100 ? value * 100 + next
        : value > 1000 && value % 100 is >= 20 and < 100 && value % 10 == 0 && next is > 0 and < 10 ? value + next
        : null;
}
