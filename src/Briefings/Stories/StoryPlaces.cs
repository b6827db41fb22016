using System.Collections.Concurrent;
using Briefings.Articles;
using Briefings.EventStore;

namespace Briefings.Stories;

/// <summary>Tells which story an event belongs to. Safe to share between threads.</summary>
public sealed class StoryPlaces(Documents documents, Projector projections)
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    // An article stays in the story it began in, so what is known is never asked again; the oldest thousands make room.
    const int MaxKnown = 100_000;

    readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>How far stories are known: events above it have none yet.</summary>
    public Task<long> KnownUpTo(CancellationToken cancellation) => projections.Position(StoryProjection.ProjectionName, cancellation);

    /// <summary>The story of the article whose stream an event stands in; <c>null</c> when it stands in no article's.</summary>
    /// <remarks>Waits until the stories have come as far as the event.</remarks>
    public async ValueTask<string?> Of(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (!recorded.Stream.StartsWith(ArticleStream.Category + "-", StringComparison.Ordinal))
        {
            return null;
        }

        if (known.TryGetValue(recorded.Stream, out var story))
        {
            return story;
        }

        while (await KnownUpTo(cancellation) < recorded.Position)
        {
            await Task.Delay(Poll, cancellation);
        }

        if (await documents.Load<ArticleStory>(StoryProjection.ProjectionName, recorded.Stream, cancellation) is not { } found)
        {
            return null;
        }

        if (known.Count >= MaxKnown)
        {
            known.Clear();
        }

        return known[recorded.Stream] = found.StoryId;
    }
}
