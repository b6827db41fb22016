using Briefings.EventStore;
using Briefings.Extraction;

namespace Briefings.Stories;

/// <summary>The stories that an actor or country is in: the way from an article to the stories it may belong to.</summary>
public sealed record StoryPostings
{
    public IReadOnlyList<StoryPosting> Stories { get; init; } = [];
}

/// <param name="Day">The last day on which the actor was in it.</param>
public readonly record struct StoryPosting(string StoryId, DateOnly Day);

/// <summary>Keeps signatures and postings among the documents of the stories, and finds the stories an article may belong to.</summary>
static class StoryCandidates
{
    /// <summary>
    /// The stories compared word by word. Those that share the rarest actors come first: a president who is in a thousand stories
    /// tells little of any.
    /// </summary>
    const int MostCompared = 60;

    // Twice the lifetime: a story may go on for a while without one of its actors.
    static readonly int KeptDays = 2 * StoryMatching.Lifetime.Days;

    static string SignatureKey(string storyId) => $"signature {storyId}";

    static string ActorKey(string actor) => $"actor {actor}";

    /// <summary>The postings that the stories of an article are found by.</summary>
    public static IEnumerable<string> Keys(Subject subject) => StoryMatching.Actors(subject).Keys.Select(ActorKey);

    /// <summary>The open stories that share actors with an article, in the order in which they began.</summary>
    public static async ValueTask<StoryBoard> Find(Subject subject, DateOnly day, IDocumentSession documents, CancellationToken cancellation)
    {
        var actors = StoryMatching.Actors(subject);
        await documents.Prefetch([.. actors.Keys.Select(ActorKey)], cancellation);
        var shared = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (actor, weight) in actors)
        {
            if (await documents.Load<StoryPostings>(ActorKey(actor), cancellation) is not { } postings)
            {
                continue;
            }

            var rarity = weight / Math.Log2(2 + postings.Stories.Count);
            foreach (var posting in postings.Stories.Where(p => Math.Abs(p.Day.DayNumber - day.DayNumber) <= KeptDays))
            {
                shared[posting.StoryId] = shared.GetValueOrDefault(posting.StoryId) + rarity;
            }
        }

        var nearest = shared.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(MostCompared).Select(s => s.Key).ToList();
        await documents.Prefetch([.. nearest.Select(SignatureKey)], cancellation);
        var open = new List<StorySignature>();
        foreach (var storyId in nearest)
        {
            if (await documents.Load<StorySignature>(SignatureKey(storyId), cancellation) is { } signature)
            {
                open.Add(signature);
            }
        }

        return new StoryBoard { Open = [.. open.OrderBy(s => s.Began).ThenBy(s => s.StoryId, StringComparer.Ordinal)] };
    }

    /// <summary>Stores a signature and makes the story known to its actors of the day.</summary>
    /// <param name="today">The day the log learned of the article: one that is dated ahead of it closes no story.</param>
    public static async ValueTask Store(StorySignature signature, Subject subject, DateOnly day, DateOnly today, IDocumentSession documents, CancellationToken cancellation)
    {
        documents.Store(SignatureKey(signature.StoryId), signature);
        var oldest = (day < today ? day : today).AddDays(-KeptDays);
        foreach (var actor in StoryMatching.Actors(subject).Keys)
        {
            var postings = await documents.Load<StoryPostings>(ActorKey(actor), cancellation) ?? new StoryPostings();
            var known = postings.Stories.FirstOrDefault(p => p.StoryId == signature.StoryId);
            if (known.StoryId is null || known.Day < day)
            {
                documents.Store(ActorKey(actor), new StoryPostings
                {
                    Stories = [.. postings.Stories.Where(p => p.StoryId != signature.StoryId && p.Day >= oldest), new(signature.StoryId, day)],
                });
            }
        }
    }

    /// <summary>Takes a story that another continues from the postings of its actors.</summary>
    public static async ValueTask Close(StorySignature signature, IDocumentSession documents, CancellationToken cancellation)
    {
        documents.Delete(SignatureKey(signature.StoryId));
        foreach (var actor in signature.Actors.Keys)
        {
            if (await documents.Load<StoryPostings>(ActorKey(actor), cancellation) is { } postings)
            {
                documents.Store(ActorKey(actor), new StoryPostings { Stories = [.. postings.Stories.Where(p => p.StoryId != signature.StoryId)] });
            }
        }
    }
}
