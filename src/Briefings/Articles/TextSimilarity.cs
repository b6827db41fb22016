namespace Briefings.Articles;

/// <summary>How much of their wording two texts share.</summary>
public static class TextSimilarity
{
    /// <summary>At or above this, two texts under one name are one article in two versions.</summary>
    public const double SameArticle = 0.4;

    /// <summary>Jaccard index of their three-word shingles, 0 to 1 (Broder 1997).</summary>
    public static double Between(string a, string b) => Between(Shingles(a), Shingles(b));

    /// <summary>The same, of texts that are compared with many others.</summary>
    internal static double Between(HashSet<string> x, HashSet<string> y)
    {
        var common = x.Count(y.Contains);
        var all = x.Count + y.Count - common;
        return all == 0 ? 0 : (double)common / all;
    }

    internal static HashSet<string> Shingles(string text)
    {
        var words = new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 3
            ? [.. words]
            : [.. Enumerable.Range(0, words.Length - 2).Select(i => $"{words[i]} {words[i + 1]} {words[i + 2]}")];
    }
}
