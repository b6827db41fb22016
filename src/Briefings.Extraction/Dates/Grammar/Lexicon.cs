using System.Collections.Frozen;

namespace Briefings.Extraction.Dates.Grammar;

/// <summary>The closed word list of the grammar; every other word is <see cref="Lex.Other"/>.</summary>
static class Lexicon
{
    static readonly (Lex Lex, int Value, string Words)[] Alike =
    [
        (Lex.Hundred, 100, "hundred"),
        (Lex.Thousand, 1000, "thousand"),
        (Lex.Vague, 3, "few several"),
        (Lex.Couple, 2, "couple"),
        (Lex.Article, 1, "a an"),
        (Lex.Day, 0, "today tonight tonite"),
        (Lex.Day, -1, "yesterday"),
        (Lex.Day, 1, "tomorrow"),
        (Lex.Now, 0, "now"),
        (Lex.Season, 3, "fall"),
        (Lex.Part, 0, "morning mornings afternoon evening night overnight noon midday midnight lunchtime lunch dawn dusk"),
        (Lex.Meridiem, 0, "am pm"),
        (Lex.Weekend, 0, "weekend weekends"),
        (Lex.Half, 0, "half"),
        (Lex.Fiscal, 0, "fiscal financial calendar working academic fy cy"),
        (Lex.Deadline, (int)Unit.Day, "eod"),
        (Lex.Deadline, (int)Unit.Month, "eom"),
        (Lex.Deadline, (int)Unit.Year, "eoy"),
        (Lex.Unit, (int)Unit.Moment, "minute minutes min mins hour hours seconds"),
        (Lex.Unit, (int)Unit.Day, "day days"),
        (Lex.Unit, (int)Unit.Week, "week weeks"),
        (Lex.Unit, (int)Unit.WorkWeek, "workweek"),
        (Lex.Unit, (int)Unit.Fortnight, "fortnight fortnights"),
        (Lex.Unit, (int)Unit.Month, "month months"),
        (Lex.Unit, (int)Unit.Quarter, "quarter quarters"),
        (Lex.Unit, (int)Unit.Year, "year years yr yrs"),
        (Lex.Unit, (int)Unit.Decade, "decade decades"),
        (Lex.Unit, (int)Unit.Century, "century centuries"),
        (Lex.Last, 0, "last previous preceding"),
        (Lex.Past, 0, "past"),
        (Lex.Next, 0, "next"),
        (Lex.Coming, 0, "coming upcoming forthcoming"),
        (Lex.Following, 0, "following ensuing"),
        (Lex.This, 0, "this current"),
        (Lex.That, 0, "that"),
        (Lex.Same, 0, "same"),
        (Lex.The, 0, "the"),
        (Lex.Of, 0, "of"),
        (Lex.In, 0, "in"),
        (Lex.On, 0, "on"),
        (Lex.At, 0, "at"),
        (Lex.And, 0, "and"),
        (Lex.Or, 0, "or"),
        (Lex.To, 0, "to"),
        (Lex.Until, 0, "until till til through thru"),
        (Lex.From, 0, "from"),
        (Lex.Between, 0, "between"),
        (Lex.Since, 0, "since"),
        (Lex.Before, 0, "before prior"),
        (Lex.After, 0, "after"),
        (Lex.By, 0, "by"),
        (Lex.For, 0, "for"),
        (Lex.Ago, 0, "ago"),
        (Lex.Later, 0, "later"),
        (Lex.Earlier, 0, "earlier"),
        (Lex.Early, 0, "early"),
        (Lex.Mid, 0, "mid middle"),
        (Lex.Late, 0, "late"),
        (Lex.End, 0, "end close"),
        (Lex.Start, 0, "start beginning"),
        (Lex.Within, 0, "within"),
        (Lex.During, 0, "during over throughout"),
        (Lex.Than, 0, "than"),
        (Lex.No, 0, "no not"),
        (Lex.Onwards, 0, "onward onwards"),
        (Lex.Starting, 0, "starting commencing"),
        (Lex.Greater, 0, "greater"),
        (Lex.More, 0, "more"),
        (Lex.Less, 0, "less"),
        (Lex.Date, 0, "date"),
        (Lex.Time, 0, "time"),
        (Lex.Rest, 0, "rest remainder"),
        (Lex.As, 0, "as"),
        (Lex.Around, 0, "around about sometime circa"),
    ];

    static readonly FrozenDictionary<string, (Lex Lex, int Value)> Words = Build();

    static readonly FrozenDictionary<string, (Lex Lex, int Value)>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>By first letter, the lengths that words of the list have: most words of a text fail here, at the price of one
    /// bit.</summary>
    static readonly uint[] Lengths = Measure();

    public static (Lex Lex, int Value) Find(ReadOnlySpan<char> word) =>
        word.Length < 32 && (word[0] | 0x20) - 'a' is >= 0 and < 26 and var letter && (Lengths[letter] >> word.Length & 1) != 0
            && BySpan.TryGetValue(word, out var found) ? found : (Lex.Other, 0);

    static uint[] Measure()
    {
        var lengths = new uint[26];
        foreach (var word in Words.Keys.Where(word => char.IsAsciiLetter(word[0])))
        {
            lengths[(word[0] | 0x20) - 'a'] |= 1u << word.Length;
        }

        return lengths;
    }

    static FrozenDictionary<string, (Lex, int)> Build()
    {
        var words = new Dictionary<string, (Lex, int)>(StringComparer.OrdinalIgnoreCase);
        foreach (var first in Holidays.FirstWords)
        {
            words[first] = (Lex.Holiday, 0);
        }

        Number(words, Lex.Month, 1, "january february march april may june july august september october november december");
        Number(words, Lex.Month, 1, "jan feb mar apr - jun jul aug sep oct nov dec");
        words["sept"] = (Lex.Month, 9);
        Number(words, Lex.Weekday, 1, "monday tuesday wednesday thursday friday saturday sunday");
        Number(words, Lex.Weekday, 1, "mon tue wed thu fri sat sun");
        Number(words, Lex.Weekday, 2, "tues weds thurs");
        words["thur"] = (Lex.Weekday, 4);

        Number(words, Lex.Count, 1,
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
        Number(words, Lex.Ordinal, 1,
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
            + "seventeenth eighteenth nineteenth");
        Tens(words, Lex.Count, "twenty thirty forty fifty sixty seventy eighty ninety");
        Tens(words, Lex.Ordinal, "twentieth thirtieth");
        Tens(words, Lex.Decade, "twenties thirties forties fifties sixties seventies eighties nineties");

        Number(words, Lex.Season, 0, "winter spring summer autumn");
        Number(words, Lex.QuarterCode, 1, "q1 q2 q3 q4");
        Number(words, Lex.HalfCode, 1, "h1 h2");
        foreach (var (lex, value, list) in Alike)
        {
            All(words, lex, value, list);
        }

        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    static void Number(Dictionary<string, (Lex, int)> words, Lex lex, int first, string list)
    {
        foreach (var word in list.Split(' '))
        {
            words[word] = (lex, first++);
        }
    }

    static void Tens(Dictionary<string, (Lex, int)> words, Lex lex, string list)
    {
        var value = 20;
        foreach (var word in list.Split(' '))
        {
            words[word] = (lex, value);
            value += 10;
        }
    }

    static void All(Dictionary<string, (Lex, int)> words, Lex lex, int value, string list)
    {
        foreach (var word in list.Split(' '))
        {
            words[word] = (lex, value);
        }
    }
}
