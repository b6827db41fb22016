using Briefings.Extraction;

namespace Briefings.Stories;

/// <summary>What some stories are about, so that an article can be put to the one it belongs to.</summary>
public sealed record StoryBoard
{
    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<StorySignature> Open { get; init; } = [];
}

/// <summary>Sums over a story's articles.</summary>
/// <param name="Actors">Actor id or country code to summed weight.</param>
/// <param name="Words">Content word to summed count.</param>
public sealed record StorySignature(string StoryId, DateOnly LastDay, IReadOnlyDictionary<string, double> Actors, IReadOnlyDictionary<string, double> Words)
{
    /// <summary>Position of its first article.</summary>
    public long Began { get; init; }

    public int Articles { get; init; } = 1;

    /// <summary>A story of a year's length is no use to its reader: a full one takes no further article, and the next goes into one that continues it.</summary>
    public const int MostArticles = 150;

    public bool IsFull => Articles >= MostArticles;
}

/// <summary>Which story an article belongs to: by its actors and its words together, within a span of days.</summary>
public static class StoryMatching
{
    /// <summary>A story that got no article for this long takes no further one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    const double ActorShare = 0.55;

    const double Threshold = 0.42;

    // Actors alone do not make a story: the same president is in many. Nor do words alone: every strike reads alike.
    const double LeastActors = 0.30;

    const double LeastWords = 0.18;

    /// <summary>What a signature holds at most; the least of many come and go with single articles.</summary>
    const int MostActors = 40;

    const int MostWords = 120;

    /// <summary>The best match, the oldest among equals; <c>null</c> when none is near enough.</summary>
    public static StorySignature? Best(StoryBoard board, Subject subject, DateOnly day)
    {
        var (actors, words) = (Actors(subject), Words(subject));
        StorySignature? best = null;
        var bestScore = Threshold;
        foreach (var candidate in board.Open.Where(s => Math.Abs(s.LastDay.DayNumber - day.DayNumber) <= Lifetime.Days))
        {
            var (byActors, byWords) = (Cosine(candidate.Actors, actors), Cosine(candidate.Words, words));
            var score = (ActorShare * byActors) + ((1 - ActorShare) * byWords);
            if (byActors >= LeastActors && byWords >= LeastWords && score > bestScore)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    /// <summary>The signature of a story that begins with an article.</summary>
    public static StorySignature Begin(string storyId, Subject subject, DateOnly day) =>
        new(storyId, day, Actors(subject), Words(subject));

    /// <summary>The signature with an article added.</summary>
    public static StorySignature Add(StorySignature known, Subject subject, DateOnly day) => known with
    {
        LastDay = known.LastDay > day ? known.LastDay : day,
        Actors = Sum(known.Actors, Actors(subject), MostActors),
        Words = Sum(known.Words, Words(subject), MostWords),
        Articles = known.Articles + 1,
    };

    /// <summary>Actor ids, and half as much for their countries.</summary>
    internal static SortedDictionary<string, double> Actors(Subject subject)
    {
        var weights = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var actor in subject.Actors)
        {
            Add(weights, actor.Id, actor.Weight);
            if (actor.Country.Length > 0)
            {
                Add(weights, actor.Country, actor.Weight / 2);
            }
        }

        return weights;
    }

    static SortedDictionary<string, double> Words(Subject subject)
    {
        var counts = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in subject.Words)
        {
            Add(counts, word.Word, Math.Sqrt(word.Count));
        }

        return counts;
    }

    static SortedDictionary<string, double> Sum(IReadOnlyDictionary<string, double> a, SortedDictionary<string, double> b, int most)
    {
        var sum = new SortedDictionary<string, double>(a.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (key, value) in b)
        {
            Add(sum, key, value);
        }

        foreach (var least in sum.OrderByDescending(s => s.Value).Skip(most).Select(s => s.Key).ToList())
        {
            sum.Remove(least);
        }

        return sum;
    }

    static void Add(SortedDictionary<string, double> sums, string key, double value) => sums[key] = sums.GetValueOrDefault(key) + value;

    static double Cosine(IReadOnlyDictionary<string, double> a, IReadOnlyDictionary<string, double> b)
    {
        var (dot, lengthA, lengthB) = (0.0, a.Values.Sum(v => v * v), b.Values.Sum(v => v * v));
        foreach (var (key, value) in b)
        {
            dot += a.TryGetValue(key, out var other) ? value * other : 0;
        }

        return lengthA == 0 || lengthB == 0 ? 0 : dot / Math.Sqrt(lengthA * lengthB);
    }
}
