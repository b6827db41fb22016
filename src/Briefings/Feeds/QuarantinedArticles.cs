using Briefings.EventStore;

namespace Briefings.Feeds;

/// <summary>Finds what stood in quarantine before it became an article: those events hold its bytes.</summary>
public sealed class QuarantinedArticles(EventLog log, FeedItems items)
{
    /// <summary>The events that keep bytes of an article: released as it, or of an item that became it when it was read later. A whole feed that gave it counts.</summary>
    /// <param name="article">Its stream.</param>
    /// <returns>The events without their bodies, which are large.</returns>
    public async Task<IReadOnlyList<RecordedEvent>> Of(string article, CancellationToken cancellation)
    {
        var became = await items.Of(article, cancellation);
        var kept = new List<(RecordedEvent Recorded, bool Became)>();
        var released = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var recorded in log.ReadAll(0, null, ["ItemQuarantined", "ItemReleased"], cancellation))
        {
            if (recorded.Body is ItemReleased release && release.Articles.Contains(article, StringComparer.Ordinal))
            {
                released.Add(recorded.Stream);
            }
            else if (recorded.Type == "ItemQuarantined")
            {
                var isItem = recorded.Body is ItemQuarantined { Item.Length: > 0 } item && became.Contains((item.Feed, Convert.ToHexStringLower(FeedItems.Digest(item.Item))));
                kept.Add((Bare(recorded), isItem));
            }
        }

        return [.. kept.Where(k => k.Became || released.Contains(k.Recorded.Stream)).Select(k => k.Recorded)];
    }

    static RecordedEvent Bare(RecordedEvent recorded) =>
        new() { Position = recorded.Position, Stream = recorded.Stream, Version = recorded.Version, Id = recorded.Id, Type = recorded.Type };
}
