using System.Runtime.InteropServices;

namespace Briefings.Extraction.Dates.Grammar;

/// <summary>What a token can do in a date expression.</summary>
enum Lex : byte
{
    Other, Mark, Possessive,
    Number, Ordinal, Clock, Decade, Count, Hundred, Thousand, Vague, Article, Couple,
    Month, Weekday, Day, Now, Unit, Season, Part, Meridiem, Weekend, Holiday, QuarterCode, HalfCode, Half, Fiscal, Deadline,
    Last, Past, Next, Coming, Following, This, That, Same,
    The, Of, In, On, At, And, Or, To, Until, From, Between, Since, Before, After, By, For,
    Ago, Later, Earlier, Early, Mid, Late, End, Start, Within, During, Than, No, Onwards, Starting, Greater, More, Less, Date, Time, As,
        Around, Rest,
}

/// <summary>A word, number or mark of the text.</summary>
/// <param name="From">UTF-16 offset of the first character.</param>
/// <param name="To">UTF-16 offset behind the last character.</param>
/// <param name="Value">The number, month, weekday, unit or character it stands for.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Token(int From, int To, Lex Lex, int Value)
{
    public int Length => To - From;

    public bool IsMark(char mark) => Lex == Lex.Mark && Value == mark;

    public bool IsDash => Lex == Lex.Mark && Value is '-' or '–' or '—' or '‐' or '‑' or '−' or '~';
}

/// <summary>Calendar units, from fine to coarse; <see cref="Moment"/> stands for everything below a day.</summary>
enum Unit
{
    Moment,
    Day,
    WorkWeek,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}
