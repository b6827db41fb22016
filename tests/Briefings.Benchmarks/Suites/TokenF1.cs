using System.Text.RegularExpressions;

namespace Briefings.Benchmarks.Suites;

/// <summary>How much of the words of two texts is the same, counted with repetition.</summary>
static partial class TokenF1
{
    /// <returns>Harmonic mean of precision and recall over words, 0 to 1; 1 for two texts without words.</returns>
    public static double Between(string expected, string found)
    {
        var (a, b) = (Counts(expected), Counts(found));
        var (all, mine) = (a.Values.Sum(), b.Values.Sum());
        if (all == 0 && mine == 0)
        {
            return 1;
        }

        var common = a.Sum(word => Math.Min(word.Value, b.GetValueOrDefault(word.Key)));
        return 2.0 * common / (all + mine);
    }

    /// <summary>As the article extraction benchmark counts: over runs of four words, a share of true and false ones a page.</summary>
    public static (double True, double FalsePositive, double FalseNegative) Shingles(string expected, string found)
    {
        var (a, b) = (Runs(expected), Runs(found));
        var common = (double)a.Sum(run => Math.Min(run.Value, b.GetValueOrDefault(run.Key)));
        var (positive, negative) = (b.Values.Sum() - common, a.Values.Sum() - common);
        var all = common + positive + negative;
        return all == 0 ? (0, 0, 0) : (common / all, positive / all, negative / all);
    }

    static Dictionary<string, int> Counts(string text) => Words(text).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    static Dictionary<string, int> Runs(string text)
    {
        var words = Words(text).ToList();
        return Enumerable.Range(0, Math.Max(1, words.Count - 3)).Select(i => string.Join(' ', words.Skip(i).Take(4))).Where(run => run.Length > 0)
            .CountBy(run => run, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
