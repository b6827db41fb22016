using System.Globalization;

namespace Briefings.Articles;

/// <summary>How much of their wording two texts share.</summary>
public static class TextSimilarity
{
    /// <summary>At or above this, two texts under one name are one article in two versions.</summary>
    public const double SameArticle = 0.4;

    /// <summary>At or above this, two texts of one outlet are one article in two versions, whatever they are called.</summary>
    public const double NearlyIdentical = 0.85;

    /// <summary>Below this many shingles a single figure may be all that two articles differ in, and they are told apart by their names only.</summary>
    public const int FewestShingles = 50;

    /// <summary>Jaccard index of their three-word shingles, 0 to 1 (Broder 1997).</summary>
    public static double Between(string a, string b) => Between(Shingles.Of(a), Shingles.Of(b));

    static double Between(HashSet<ulong> x, HashSet<ulong> y)
    {
        var common = x.Count(y.Contains);
        var all = x.Count + y.Count - common;
        return all == 0 ? 0 : (double)common / all;
    }

    /// <summary>Names that nearly identical texts are likely to share at least one of, and others are not; none for a short text.</summary>
    /// <remarks>Minima over random orders of the shingles in bands of three (Broder 1997; Indyk and Motwani 1998): of two texts with an index of .9 all but one in fifty share a name, at .5 one in three.</remarks>
    internal static IReadOnlyList<string> NearNames(string text)
    {
        var shingles = Shingles.Of(text);
        if (shingles.Count < FewestShingles)
            return [];
        Span<ulong> least = stackalloc ulong[Bands * Rows];
        least.Fill(ulong.MaxValue);
        foreach (var shingle in shingles)
        {
            for (var i = 0; i < least.Length; i++)
                least[i] = Math.Min(least[i], Mixed(shingle + ((ulong)i * Golden)));
        }

        var names = new string[Bands];
        for (var band = 0; band < Bands; band++)
            names[band] = Mixed(least[band * Rows] ^ Mixed(least[(band * Rows) + 1] ^ Mixed(least[(band * Rows) + 2] + (ulong)band))).ToString("x16", CultureInfo.InvariantCulture);
        return names;
    }

    const int Bands = 3;

    const int Rows = 3;

    const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
