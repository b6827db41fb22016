using System.Globalization;
using System.IO.Compression;
using Briefings.Articles;
using Briefings.EventStore;

namespace Briefings.Feeds;

/// <summary>What could not be read: kept in the log with its reason and its bytes until a better reader takes it in.</summary>
public sealed class Quarantine(EventLog log, Documents documents)
{
    /// <summary>Bytes that are kept of one item or feed, before compression.</summary>
    public const int MaximumBytes = 1_000_000;

    /// <summary>Text before the first hyphen of a quarantine's stream.</summary>
    public const string Category = "quarantine";

    /// <summary>Keeps what could not be read; the same bytes for the same reason are kept once.</summary>
    /// <param name="key">The item's key within its feed; empty for a whole feed.</param>
    public async Task Keep(FeedState feed, string key, string reason, ReadOnlyMemory<byte> bytes, string format, string? contentType, DateTimeOffset firstSeenAt, CancellationToken cancellation)
    {
        var stream = StreamFor(feed.Stream, key);
        var kept = bytes[..Math.Min(bytes.Length, MaximumBytes)];
        var quarantined = new ItemQuarantined
        {
            Feed = feed.Stream,
            FeedUrl = feed.Url,
            Item = Articles.Reading.CleanText.Brief(key, 500),
            Reason = reason,
            FirstSeenAt = firstSeenAt,
            Format = format,
            ContentType = contentType,
            Compressed = Compress(kept.Span),
            Length = bytes.Length,
        };
        var id = ArticleStream.EventId(stream, $"quarantined {reason} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(kept.Span))}");
        await log.Append(stream, ExpectedVersion.Any, [new NewEvent(id, quarantined)], null, cancellation);
    }

    /// <summary>What was quarantined up to a position and not released, in the order of the log; of one item, the last.</summary>
    /// <param name="position">The last position to look at; <c>null</c> for all of the log.</param>
    public async Task<IReadOnlyList<Quarantined>> Standing(long? position, CancellationToken cancellation)
    {
        var standing = new List<QuarantineChange>();
        await foreach (var (_, history) in documents.All<QuarantineHistory>(FeedList.ProjectionName, Category + "-", cancellation))
        {
            if (history.Changes.LastOrDefault(change => change.Position <= (position ?? long.MaxValue)) is { Item: not null } last)
            {
                standing.Add(last);
            }
        }

        return [.. standing.OrderBy(change => change.Position).Select(change => change.Item).OfType<Quarantined>()];
    }

    /// <summary>The event that keeps the bytes of one that stands; <c>null</c> when it was released meanwhile.</summary>
    public async Task<ItemQuarantined?> Load(string stream, CancellationToken cancellation)
    {
        ItemQuarantined? last = null;
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            last = recorded.Body as ItemQuarantined;
        }

        return last;
    }

    /// <summary>Records that it has been read.</summary>
    public Task Release(string stream, IReadOnlyList<string> articles, CancellationToken cancellation)
    {
        var id = ArticleStream.EventId(stream, string.Create(CultureInfo.InvariantCulture, $"released {string.Join(' ', articles)}"));
        return log.Append(stream, ExpectedVersion.Any, [new NewEvent(id, new ItemReleased { Articles = articles })], null, cancellation);
    }

    /// <summary>The bytes of a quarantined item.</summary>
    /// <exception cref="InvalidDataException">They were altered in the database.</exception>
    public static byte[] Bytes(ItemQuarantined item)
    {
        using var gzip = new GZipStream(new MemoryStream(item.Compressed), CompressionMode.Decompress);
        var bytes = new byte[Math.Min(item.Length, MaximumBytes)];
        gzip.ReadExactly(bytes);
        return bytes;
    }

    static string StreamFor(string feed, string key) =>
        $"{Category}-{Convert.ToHexStringLower(FeedItems.Digest($"{feed}\n{key}"))[..24]}";

    static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}

/// <summary>One that stands in quarantine.</summary>
/// <param name="Item">Empty for a whole feed.</param>
/// <param name="Length">Bytes it had.</param>
public sealed record Quarantined(string Stream, string Feed, string FeedUrl, string Item, string Reason, DateTimeOffset FirstSeenAt, int Length);

/// <summary>What stood under one name in quarantine, in the order of the log.</summary>
public sealed record QuarantineHistory(IReadOnlyList<QuarantineChange> Changes)
{
    /// <summary>The history after one more event.</summary>
    public QuarantineHistory With(RecordedEvent recorded) => new([.. Changes, new QuarantineChange(recorded.Position, recorded.Body is ItemQuarantined item
        ? new Quarantined(recorded.Stream, item.Feed, item.FeedUrl, item.Item, item.Reason, item.FirstSeenAt, item.Length)
        : null)]);
}

/// <param name="Position">From which on it stood so.</param>
/// <param name="Item"><c>null</c> when it was released.</param>
public sealed record QuarantineChange(long Position, Quarantined? Item);
