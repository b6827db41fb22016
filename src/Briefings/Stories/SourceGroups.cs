using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Briefings.Articles;

namespace Briefings.Stories;

/// <summary>Tells which articles were written apart from each other: one outlet, or one report carried by several outlets, is one source.</summary>
/// <remarks>
/// Two articles are one source when they are of one outlet; when most of the shorter one's wording stands in the other,
/// so that a shortened or lengthened agency text is found as well as a whole one; or when both credit one agency, or one
/// credits the other's outlet, and they share enough wording to be one text edited twice. A rewrite in other words is a source of its own.
/// </remarks>
public static partial class SourceGroups
{
    /// <summary>At or above this share of the shorter text's three-word shingles, two texts are one report.</summary>
    const double CarriedWording = 0.6;

    /// <summary>The same for texts that name a common origin.</summary>
    const double CreditedWording = 0.25;

    /// <summary>Shorter texts say too little to be told apart by wording: they are one report only when all their words are the same.</summary>
    const int FewestShingles = 12;

    // A shingle that stands in more texts than this is a phrase of the day, or all of them are copies and met on rarer ones.
    const int MostCarriers = 64;

    /// <summary>An article as it is compared.</summary>
    /// <param name="Outlet">Empty when unknown; unknown outlets are never the same.</param>
    public readonly record struct Carrier(string Article, string Outlet, string Text);

    /// <summary>Article to the number of the source it counts for, from 0 in the order of the first article of each.</summary>
    public static IReadOnlyDictionary<string, int> Of(IReadOnlyList<Carrier> articles)
    {
        var shingles = articles.Select(a => Shingles.Of(a.Text)).ToList();
        var credits = articles.Select(a => Credits(a.Text)).ToList();
        var parents = Enumerable.Range(0, articles.Count).ToArray();
        foreach (var outlet in Enumerable.Range(0, articles.Count).Where(i => articles[i].Outlet.Length > 0).GroupBy(i => articles[i].Outlet, StringComparer.OrdinalIgnoreCase))
            foreach (var other in outlet.Skip(1))
                Join(outlet.First(), other);
        foreach (var ((a, b), common) in Overlaps(shingles))
        {
            var share = (double)common / Math.Min(shingles[a].Count, shingles[b].Count);
            var shortest = Math.Min(shingles[a].Count, shingles[b].Count);
            if (shortest < FewestShingles ? common == Math.Max(shingles[a].Count, shingles[b].Count) : share >= CarriedWording || (share >= CreditedWording && SameOrigin(a, b)))
                Join(a, b);
        }

        return Numbered();

        bool SameOrigin(int a, int b) =>
            credits[a].Overlaps(credits[b])
            || credits[a].Contains(articles[b].Outlet)
            || credits[b].Contains(articles[a].Outlet);

        int Root(int i)
        {
            while (parents[i] != i)
                i = parents[i] = parents[parents[i]];
            return i;
        }

        void Join(int a, int b) => parents[Math.Max(Root(a), Root(b))] = Math.Min(Root(a), Root(b));

        Dictionary<string, int> Numbered()
        {
            var numbers = new Dictionary<int, int>();
            var groups = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < articles.Count; i++)
            {
                numbers.TryAdd(Root(i), numbers.Count);
                groups[articles[i].Article] = numbers[Root(i)];
            }

            return groups;
        }
    }

    /// <summary>How many shingles each two texts share, found over the shingles and not over the pairs: the cost grows with the text, not its square.</summary>
    static Dictionary<(int A, int B), int> Overlaps(List<HashSet<ulong>> shingles)
    {
        var carriers = new Dictionary<ulong, List<int>>();
        for (var i = 0; i < shingles.Count; i++)
        {
            foreach (var shingle in shingles[i])
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(carriers, shingle, out _);
                (list ??= []).Add(i);
            }
        }

        var overlaps = new Dictionary<(int, int), int>();
        foreach (var list in carriers.Values.Where(l => l.Count > 1))
        {
            // Of a crowd each is compared with its first member and its neighbour, which joins copies all the same.
            for (var j = 1; j < list.Count; j++)
            {
                for (var i = list.Count <= MostCarriers ? 0 : j - 1; i < j; i++)
                    CollectionsMarshal.GetValueRefOrAddDefault(overlaps, (list[i], list[j]), out _)++;
                if (list.Count > MostCarriers && j > 1)
                    CollectionsMarshal.GetValueRefOrAddDefault(overlaps, (list[0], list[j]), out _)++;
            }
        }

        return overlaps;
    }

    /// <summary>The agencies and outlets whose text the article says it carries: in its dateline or its closing credit.</summary>
    static HashSet<string> Credits(string text)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var head = text[..Math.Min(text.Length, CreditLength)];
        var tail = text[Math.Max(0, text.Length - CreditLength)..];
        foreach (Match match in Dateline().Matches(head))
            found.Add(match.Groups["name"].Value.Trim());
        foreach (Match match in Closing().Matches(tail))
            found.Add(match.Groups["name"].Value.Trim());
        return found;
    }

    const int CreditLength = 400;

    // "LIMA, Jan 31 (Reuters) -"
    [GeneratedRegex(@"\((?<name>[\p{Lu}][\p{L}\p{N} .&-]{1,30})\)\s*[-–—]", RegexOptions.NonBacktracking)]
    private static partial Regex Dateline();

    // "With material from AFP." "Reporting by Reuters" "Source: EFE"
    [GeneratedRegex(@"(?:(?:[Ww]ith (?:material|reporting|information) (?:from|by)|[Rr]eporting by|[Ss]ource:|[Ff]uente:|[Cc]on información de)\s+)(?<name>[\p{Lu}][\p{L}\p{N}&-]{1,30})", RegexOptions.NonBacktracking)]
    private static partial Regex Closing();
}
