using System.Collections.Frozen;
using System.Globalization;

namespace Briefings.Extraction;

/// <summary>Numbers in figures and words.</summary>
static class Numbers
{
    static readonly FrozenDictionary<string, int> Words = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["zero"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10,
        ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19,
        ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90,
        ["dozen"] = 12, ["hundred"] = 100, ["thousand"] = 1000, ["million"] = 1_000_000, ["billion"] = 1_000_000_000,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenSet<string> Plurals = new[] { "dozens", "scores", "hundreds", "thousands", "millions", "billions" }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsNumberWord(string lower) => lower != "one" && Words.ContainsKey(lower) || Plurals.Contains(lower) || lower.Contains('-', StringComparison.Ordinal) && Value(lower) is not null;

    public static decimal? Value(string lower)
    {
        if (lower.Length == 0)
            return null;
        if (char.IsDigit(lower[0]))
            return decimal.TryParse(lower.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
        if (Words.TryGetValue(lower, out var word))
            return word;
        var dash = lower.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Words.TryGetValue(lower[..dash], out var tens) && tens >= 20 && Words.TryGetValue(lower[(dash + 1)..], out var ones) && ones < 10 ? tens + ones : null;
    }
}
