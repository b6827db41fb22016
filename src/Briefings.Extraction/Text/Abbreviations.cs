using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Words whose full stop is their own and ends no sentence.</summary>
static class Abbreviations
{
    static readonly FrozenSet<string> Words = new[]
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "adm", "sgt", "cpl", "pvt", "brig",
        "sen", "rep", "gov", "pres", "hon", "rev", "fr", "sr", "jr", "st", "ste", "mt", "ft",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "vs", "approx", "dept", "est", "inc", "ltd", "corp", "co", "bros", "cf", "viz", "art", "vol", "messrs",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TakesStop(ReadOnlySpan<char> word) =>
        word.Length <= 6 && word.Length > 0 && Lookup.Contains(word) && (char.IsUpper(word[0]) || word is "vs" or "approx" or "est" or "cf" or "viz");
}
