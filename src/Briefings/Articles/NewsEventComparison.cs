using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>What became of an article's news events when it was read again: kept, changed, withdrawn or added.</summary>
/// <param name="Kept">Ids of those that stand as before.</param>
/// <param name="Replaced">Index in <paramref name="Added"/> to the one it stands for, and what differs.</param>
/// <param name="Withdrawn">Ids of those that no longer stand, replaced ones included, in their order.</param>
/// <param name="Added">What is to be appended, replacements included, in the order of the text.</param>
sealed record NewsEventComparison(
    IReadOnlyList<Guid> Kept,
    IReadOnlyDictionary<int, (Guid Old, IReadOnlyList<string> Fields)> Replaced,
    IReadOnlyList<Guid> Withdrawn,
    IReadOnlyList<ReportedEvent> Added)
{
    /// <summary>Below this, two sentences are not one sentence in two versions.</summary>
    const double SameSentence = 0.3;

    public static NewsEventComparison Between(IReadOnlyList<KeyValuePair<Guid, NewsEvent>> standing, IReadOnlyList<ReportedEvent> reported)
    {
        var remaining = standing.ToList();
        var kept = new List<Guid>();
        var added = new List<ReportedEvent>();
        foreach (var now in reported)
        {
            var same = remaining.FindIndex(e => SaysTheSame(e.Value.Reported, now));
            if (same < 0)
            {
                added.Add(now);
            }
            else
            {
                kept.Add(remaining[same].Key);
                remaining.RemoveAt(same);
            }
        }

        return new(kept, Pairs(remaining, added), [.. remaining.Select(e => e.Key)], added);
    }

    /// <summary>Pairs what is gone with what came, the most alike first.</summary>
    static Dictionary<int, (Guid, IReadOnlyList<string>)> Pairs(List<KeyValuePair<Guid, NewsEvent>> gone, List<ReportedEvent> added)
    {
        var pairs = new Dictionary<int, (Guid, IReadOnlyList<string>)>();
        var likeness = gone.SelectMany((old, g) => added.Select((now, a) => (Old: g, New: a, Score: Likeness(old.Value.Reported, now))))
            .Where(p => p.Score > 0)
            .OrderByDescending(p => p.Score)
            .ThenBy(p => p.Old)
            .ThenBy(p => p.New);
        var taken = new HashSet<int>();
        foreach (var (old, now, _) in likeness)
        {
            if (!pairs.ContainsKey(now) && taken.Add(old))
                pairs[now] = (gone[old].Key, Differing(gone[old].Value.Reported, added[now]));
        }

        return pairs;
    }

    static double Likeness(ReportedEvent a, ReportedEvent b)
    {
        if (a.Type != b.Type)
            return 0;
        var words = TextSimilarity.Between(a.Evidence.Quote, b.Evidence.Quote);
        return a.Cluster == b.Cluster ? 1 + words : words >= SameSentence ? words : 0;
    }

    /// <summary>A kept event rests on a sentence that stands unchanged in the later text and says the same of the same actors.</summary>
    static bool SaysTheSame(ReportedEvent before, ReportedEvent after) => before.Type == after.Type && Differing(before, after).Count == 0;

    static List<string> Differing(ReportedEvent a, ReportedEvent b)
    {
        var fields = new List<string>();
        Add("when", a.When.Start == b.When.Start && a.When.End == b.When.End);
        Add("modality", a.Modality == b.Modality);
        Add("source", Same(a.Source, b.Source));
        Add("target", Same(a.Target, b.Target));
        Add("where", a.Where.SequenceEqual(b.Where, StringComparer.Ordinal));
        Add("quantity", a.Quantity?.Value == b.Quantity?.Value);
        Add("attribution", Same([.. a.Attribution.Select(s => s.Speaker)], [.. b.Attribution.Select(s => s.Speaker)]));
        Add("words", Boilerplate.Blanked(a.Evidence.Quote) == Boilerplate.Blanked(b.Evidence.Quote));
        return fields;

        void Add(string field, bool isSame)
        {
            if (!isSame)
                fields.Add(field);
        }

        static bool Same(IReadOnlyList<Actor> x, IReadOnlyList<Actor> y) => x.Select(p => p.Id).SequenceEqual(y.Select(p => p.Id), StringComparer.Ordinal);
    }
}
