namespace Briefings.Articles;

/// <summary>The three-word sequences of a text, as hashes: what two texts are compared by (Broder 1997).</summary>
static class Shingles
{
    // FNV-1a, 64 bits (Fowler, Noll, Vo): two different shingles of a day's news meet with a chance below one in a million.
    const ulong Empty = 14695981039346656037;

    const ulong Prime = 1099511628211;

    /// <summary>Words are runs of letters and digits, whatever their case; a text of fewer than three words is one shingle, one without words none.</summary>
    public static HashSet<ulong> Of(string text)
    {
        var shingles = new HashSet<ulong>(text.Length / 6);
        var (before, last, word, count) = (Empty, Empty, Empty, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                word = (word ^ char.ToLowerInvariant(text[i])) * Prime;
            }
            else if (word != Empty)
            {
                if (++count >= 3)
                    shingles.Add(Together(before, last, word));
                (before, last, word) = (last, word, Empty);
            }
        }

        if (count is 1 or 2)
            shingles.Add(Together(Empty, before, last));
        return shingles;
    }

    static ulong Together(ulong a, ulong b, ulong c) => ((((a * Prime) ^ b) * Prime) ^ c) * Prime;
}
