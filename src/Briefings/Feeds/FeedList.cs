using System.Security.Cryptography;
using System.Text;
using Briefings.EventStore;

namespace Briefings.Feeds;

/// <summary>Finds the stream of a feed by an address it has or had.</summary>
public sealed record FeedKey(string Stream);

/// <summary>Inline projection: every feed as it stands, where it is found, and what stood in quarantine from when to when.</summary>
public sealed class FeedList : IProjection
{
    public const string ProjectionName = "feeds";

    public const string Category = "feed";

    /// <summary>Stored names of the events that make a feed's state.</summary>
    public static IReadOnlyCollection<string> Types { get; } = ["FeedAdded", "FeedRemoved", "FeedMoved", "FeedRead", "FeedFailed", "FeedGone"];

    public string Name => ProjectionName;

    public int Version => 1;

    public ProjectionMode Mode => ProjectionMode.Inline;

    public IReadOnlyCollection<string> EventTypes { get; } = [.. Types, "ItemQuarantined", "ItemReleased"];

    public static string StreamFor(string url) => $"{Category}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..16]}";

    public static string UrlKey(string url) => $"url {url}";

    public async ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation)
    {
        if (recorded.Body is ItemQuarantined or ItemReleased)
        {
            var history = await documents.Load<QuarantineHistory>(recorded.Stream, cancellation) ?? new QuarantineHistory([]);
            documents.Store(recorded.Stream, history.With(recorded));
            return;
        }

        if (FeedState.Apply(await documents.Load<FeedState>(recorded.Stream, cancellation), recorded) is not { } state)
        {
            return;
        }

        documents.Store(recorded.Stream, state);
        if (recorded.Body is FeedAdded or FeedMoved)
        {
            documents.Store(UrlKey(state.Url), new FeedKey(recorded.Stream));
        }
    }
}
