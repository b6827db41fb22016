using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Feeds.Formats;

namespace Briefings.Feeds;

/// <summary>What became of one that stood in quarantine.</summary>
/// <param name="Problem">Why it stays; <c>null</c> when it was released.</param>
public sealed record Retried(Quarantined Item, IReadOnlyList<IngestResult> Articles, string? Problem);

/// <summary>Reads what stands in quarantine again; what can be read now is taken in as of when it was first seen.</summary>
public sealed class RetryQuarantine(Quarantine quarantine, FeedBook book, FeedItems items, IngestArticles ingest)
{
    /// <summary>Tries one again.</summary>
    public async Task<Retried> Handle(Quarantined item, CancellationToken cancellation)
    {
        if (await quarantine.Load(item.Stream, cancellation) is not { } kept)
        {
            return new Retried(item, [], null);
        }

        if (kept.Length > Quarantine.MaximumBytes)
        {
            return new Retried(item, [], $"{kept.Reason} Only its first {ArticleLimits.Number(Quarantine.MaximumBytes)} bytes were kept.");
        }

        var feed = await book.Find(kept.Feed, cancellation);
        var outcomes = Read(kept, feed).ToList();
        var results = new List<IngestResult>();
        await foreach (var result in ingest.Handle(outcomes.ToAsyncEnumerable(), cancellation))
        {
            results.Add(result);
        }

        if (results.TrueForAll(result => result.Outcome is IngestOutcome.Refused))
        {
            return new Retried(item, results, results is [{ Note: { } note }, ..] ? note : kept.Reason);
        }

        FaultPoint.Pass("quarantine.ingested");
        var streams = results.Select(result => result.Stream).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (kept.Item.Length > 0)
        {
            // Its words are met already; now it has an article too.
            await items.SetArticle(kept.Feed, FeedItems.Digest(kept.Item), streams[0], cancellation);
            FaultPoint.Pass("quarantine.named");
        }

        await quarantine.Release(item.Stream, streams, cancellation);
        return new Retried(item, results, null);
    }

    static IEnumerable<ReadOutcome> Read(ItemQuarantined kept, FeedState? feed)
    {
        var input = new ArticleInput(kept.FeedUrl, "");
        var reading = FeedReader.ReadItem(Quarantine.Bytes(kept), kept.Format, kept.ContentType, Uri.TryCreate(kept.FeedUrl, UriKind.Absolute, out var address) ? address : null);
        if (reading.Feed is not { } document)
        {
            return [input.Refuse(reading.Defect ?? kept.Reason)];
        }

        var title = feed?.Outlet ?? (document.Title is null ? feed?.Title : null);
        var named = title is null ? document : document with { Title = new FeedText(title, false) };
        return named.Items.Count == 0
            ? [input.Refuse("Expected a feed with items, found none.")]
            : named.Items.Select(item => FeedArticles.Read(input, named, item, new ReadDefaults(SeenAt: kept.FirstSeenAt)));
    }
}
