using System.Collections.Frozen;

namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Nouns that make the figure before them a count: "2026 people", "May 12 soldiers".</summary>
static class Counts
{
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Nouns = (
        "people persons men women children soldiers troops civilians police officers students workers migrants refugees "
        + "protesters demonstrators fighters militants rebels prisoners hostages victims deaths casualties injuries cases patients "
        + "residents families homes houses buildings villages cities towns countries nations members votes voters seats points jobs "
        + "companies firms employees staff passengers vehicles cars ships aircraft planes tanks missiles rockets drones bombs "
        + "tonnes tons kilograms kilogrammes kg grams pounds km kilometres kilometers kilometre kilometer miles mile metres meters "
        + "metre meter feet foot inches hectares acres litres liters barrels gallons dollars euros yen rupees pesos yuan roubles "
        + "rubles dinars lira francs million billion trillion thousand hundred percent per times copies pages words items units "
        + "megawatts mw gw kw watts volts hz mhz degrees others animals cows sheep trees books stores shops schools hospitals "
        + "participants delegates athletes players games goals candidates survivors detainees inmates calories utc gmt hrs hours "
        + "bst cet est edt pst pdt local")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsNoun(ReadOnlySpan<char> word) => Nouns.Contains(word);
}
