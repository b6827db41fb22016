namespace Briefings.Extraction.Dates.Grammar;

/// <summary>The token kinds a date expression can begin with; a text without one is left at once.</summary>
static class Starters
{
    static readonly bool[] Begins = Build();

    public static bool Contains(Lex lex) => Begins[(int)lex];

    static bool[] Build()
    {
        var begins = new bool[256];
        foreach (var lex in (ReadOnlySpan<Lex>)[
            Lex.Number, Lex.Ordinal, Lex.Clock, Lex.Decade, Lex.Count, Lex.Vague, Lex.Couple, Lex.Half,
            Lex.Month, Lex.Weekday, Lex.Day, Lex.Now, Lex.Unit, Lex.Season, Lex.Part, Lex.Weekend, Lex.Holiday, Lex.QuarterCode,
                Lex.HalfCode,
            Lex.Fiscal, Lex.Deadline, Lex.Last, Lex.Past, Lex.Next, Lex.Coming, Lex.Following, Lex.Same])
        {
            begins[(int)lex] = true;
        }

        return begins;
    }
}
