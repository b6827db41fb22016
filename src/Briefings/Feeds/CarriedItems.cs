using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.EventStore;

namespace Briefings.Feeds;

/// <summary>An article that stands at the address of an item which its feed has not brought before.</summary>
/// <param name="IsSame">Whether the item tells the same, whole or shortened; else the address only looks like a name.</param>
public sealed record CarriedItem(string Stream, bool IsSame);

/// <summary>Finds the article that another feed, or a file, brought at the address of an item: what a second feed says of it is no correction.</summary>
public sealed class CarriedItems(EventLog log, Documents documents)
{
    /// <summary>Share of the shorter text's wording that must stand in the longer one.</summary>
    const double Contained = 0.4;

    /// <summary><c>null</c> when no article stands there.</summary>
    public async Task<CarriedItem?> Standing(ArticleDraft draft, CancellationToken cancellation)
    {
        if (draft.Url is not { } url || await documents.Load<ArticleState>(ArticleIndex.ProjectionName, ArticleStream.NameFor(url, ""), cancellation) is not { } state)
        {
            return null;
        }

        if (state.ContentHashes.Contains(ArticleStream.ContentHash(draft.Text), StringComparer.Ordinal)
            || (draft.Title is { } title && title.Equals(state.Title, StringComparison.OrdinalIgnoreCase)))
        {
            return new CarriedItem(state.Stream, true);
        }

        var text = "";
        await foreach (var recorded in log.ReadStream(state.Stream, cancellation: cancellation))
        {
            text = recorded.Body switch
            {
                ArticleIngested ingested => ingested.Text,
                ArticleCorrected corrected => corrected.Text,
                _ => text,
            };
        }

        return new CarriedItem(state.Stream, Overlap(Shingles.Of(text), Shingles.Of(draft.Text)) >= Contained);
    }

    static double Overlap(HashSet<ulong> a, HashSet<ulong> b)
    {
        var (small, large) = a.Count <= b.Count ? (a, b) : (b, a);
        return small.Count == 0 ? 0 : (double)small.Count(large.Contains) / small.Count;
    }
}
