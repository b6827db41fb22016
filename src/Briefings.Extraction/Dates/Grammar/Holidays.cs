using System.Collections.Frozen;

namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Holidays and named days that a calendar alone can place.</summary>
static class Holidays
{
    // name = month/day, month/weekday/number from 1 or from the end by -1 (+ days), or easter + days
    const string Table = """
        new year day = 1/1; new year = 1/1; new years day = 1/1; new year eve = 12/31; new years eve = 12/31; epiphany = 1/6
        martin luther king day = 1/1/3; martin luther king jr day = 1/1/3; mlk day = 1/1/3; inauguration day = 1/20; australia day = 1/26
        holocaust memorial day = 1/27; groundhog day = 2/2; valentine day = 2/14; valentines day = 2/14; presidents day = 2/1/3
        washington birthday = 2/1/3; international women day = 3/8; women day = 3/8; st patrick day = 3/17
        saint patrick day = 3/17; st patricks day = 3/17; april fools = 4/1; april fools day = 4/1; april fool day = 4/1; earth day = 4/22
        st george day = 4/23; anzac day = 4/25; arbor day = 4/5/-1; may day = 5/1; international workers day = 5/1; cinco de mayo = 5/5
        victory day = 5/9; ve day = 5/8; europe day = 5/9; mother day = 5/7/2; mothers day = 5/7/2; memorial day = 5/1/-1
        children day = 6/1; childrens day = 6/1; d day = 6/6; father day = 6/7/3; fathers day = 6/7/3; juneteenth = 6/19; freedom day = 6/19
        jubilee day = 6/19; emancipation day = 6/19; canada day = 7/1; independence day = 7/4; bastille day = 7/14; teacher day = 9/10
        teachers day = 9/10; labor day = 9/1/1; labour day = 9/1/1; patriot day = 9/11; columbus day = 10/1/2
        indigenous peoples day = 10/1/2; united nations day = 10/24; halloween = 10/31; all saints day = 11/1; all hallows eve = 10/31
        all souls day = 11/2; guy fawkes day = 11/5; guy fawkes night = 11/5; bonfire night = 11/5; election day = 11/1/1+1
        armistice day = 11/11; remembrance day = 11/11; veterans day = 11/11; veteran day = 11/11; singles day = 11/11
        remembrance sunday = 11/7/2
        thanksgiving = 11/4/4; thanksgiving day = 11/4/4; thanks giving day = 11/4/4; black friday = 11/4/4+1; cyber monday = 11/4/4+4
        human rights day = 12/10; christmas eve = 12/24; christmas = 12/25; christmas day = 12/25; xmas = 12/25; xmas day = 12/25
        boxing day = 12/26; white lover day = 3/14; white day = 3/14; girls day = 3/7; tree planting day = 3/12; youth day = 5/4
        mardi gras = easter-47; shrove tuesday = easter-47; pancake day = easter-47; ash wednesday = easter-46; palm sunday = easter-7
        maundy thursday = easter-3; good friday = easter-2; holy saturday = easter-1; easter = easter+0; easter sunday = easter+0
        easter day = easter+0; easter monday = easter+1; ascension day = easter+39; pentecost = easter+49; whit sunday = easter+49
        whit monday = easter+50; corpus christi = easter+60
        """;

    static readonly FrozenDictionary<string, (string[] Words, string Day)[]> ByFirstWord = Parse()
        .GroupBy(holiday => holiday.Words[0], StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.OrderByDescending(holiday => holiday.Words.Length).ToArray(),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The first word of every name.</summary>
    public static IEnumerable<string> FirstWords => ByFirstWord.Keys;

    /// <summary>The names that begin with a word, the longest first.</summary>
    public static (string[] Words, string Day)[] StartingWith(ReadOnlySpan<char> word) =>
        ByFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var names) ? names : [];

    /// <summary>The day in a year, from a value of the table.</summary>
    public static DateOnly? In(int year, string day)
    {
        if (day.StartsWith("easter", StringComparison.Ordinal))
        {
            return Easter(year) is { } easter ? Calendar.Add(easter, Number(day[6..])) : null;
        }

        var plus = day.IndexOf('+', StringComparison.Ordinal);
        var parts = (plus < 0 ? day : day[..plus]).Split('/');
        if (parts.Length == 2)
        {
            return Calendar.Day(year, Number(parts[0]), Number(parts[1]));
        }

        return Calendar.Day(year, Number(parts[0]), 1) is { } first
            && Calendar.Whole(first, Unit.Month) is { } month
            && Calendar.NthWeekday(month, Number(parts[1]), Number(parts[2])) is { } found
                ? Calendar.Add(found, plus < 0 ? 0 : Number(day[plus..]))
                : null;
    }

    static int Number(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Easter Sunday of the western churches, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 8).</summary>
    static DateOnly? Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var n = h + l - (7 * ((a + (11 * h) + (22 * l)) / 451)) + 114;
        return Calendar.Day(year, n / 31, (n % 31) + 1);
    }

    static IEnumerable<(string[] Words, string Day)> Parse() =>
        from entry in Table.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let sides = entry.Split('=', StringSplitOptions.TrimEntries)
        select (sides[0].Split(' '), sides[1]);
}
