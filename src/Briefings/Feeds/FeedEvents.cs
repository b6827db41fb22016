using Briefings.EventStore;

namespace Briefings.Feeds;

/// <summary>A feed is to be polled from here on.</summary>
[EventType("FeedAdded")]
public sealed record FeedAdded : IEvent
{
    public required string Url { get; init; }

    /// <summary>The outlet its articles are given; <c>null</c> for the feed's own title.</summary>
    public string? Outlet { get; init; }

    /// <summary>Whether the pages of items without a full text are fetched.</summary>
    public bool FullText { get; init; }
}

/// <summary>A feed is not polled any more.</summary>
[EventType("FeedRemoved")]
public sealed record FeedRemoved : IEvent;

/// <summary>A feed moved for good; it is polled at its new address.</summary>
[EventType("FeedMoved")]
public sealed record FeedMoved : IEvent
{
    public required string From { get; init; }

    public required string To { get; init; }
}

/// <summary>A feed was read and brought something, or was read for the first time, after a failure, or after a day in which it brought nothing.</summary>
[EventType("FeedRead")]
public sealed record FeedRead : IEvent
{
    /// <summary>The feed's own title; <c>null</c> when it names none, or was not sent because it had not changed.</summary>
    public string? Title { get; init; }

    /// <summary>Items of the feed that had not been met.</summary>
    public int Seen { get; init; }

    /// <summary>Of them and of changed ones, how many are articles now that were none.</summary>
    public int Kept { get; init; }

    public int Corrected { get; init; }

    /// <summary>Of them, how many could not be read.</summary>
    public int Refused { get; init; }

    /// <summary>What was mended, guessed or left out, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A feed could not be read: the first time, or for another reason than before.</summary>
[EventType("FeedFailed")]
public sealed record FeedFailed : IEvent
{
    public required string Reason { get; init; }
}

/// <summary>A feed's server says that it is gone for good (410); it is not polled any more.</summary>
[EventType("FeedGone")]
public sealed record FeedGone : IEvent
{
    public required string Reason { get; init; }
}

/// <summary>An item, or a whole feed, could not be read; its bytes wait for a better reader.</summary>
[EventType("ItemQuarantined")]
public sealed record ItemQuarantined : IEvent
{
    /// <summary>Stream of the feed.</summary>
    public required string Feed { get; init; }

    public required string FeedUrl { get; init; }

    /// <summary>The item's key within its feed; empty for a whole feed.</summary>
    public required string Item { get; init; }

    public required string Reason { get; init; }

    /// <summary>When it was first met: its articles are dated no later.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary><c>rss</c>, <c>atom</c>, <c>json</c> for an item, <c>feed</c> for a whole feed.</summary>
    public required string Format { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The bytes, gzip.</summary>
    public required byte[] Compressed { get; init; }

    /// <summary>How many there were, of which at most <see cref="Quarantine.MaximumBytes"/> are kept.</summary>
    public required int Length { get; init; }
}

/// <summary>What was quarantined has been read.</summary>
[EventType("ItemReleased")]
public sealed record ItemReleased : IEvent
{
    /// <summary>Streams of the articles it gave.</summary>
    public required IReadOnlyList<string> Articles { get; init; }
}
