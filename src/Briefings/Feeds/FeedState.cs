using Briefings.EventStore;

namespace Briefings.Feeds;

public enum FeedStatus
{
    /// <summary>Not polled yet.</summary>
    New,
    Healthy,
    Failing,

    /// <summary>Its server says so; not polled.</summary>
    Gone,
    Removed,
}

/// <summary>What the log says of one feed.</summary>
public sealed record FeedState
{
    public required string Stream { get; init; }

    public required string Url { get; init; }

    public string? Title { get; init; }

    /// <summary>The outlet its articles are given; <c>null</c> for its title.</summary>
    public string? Outlet { get; init; }

    public bool FullText { get; init; }

    public FeedStatus Status { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>The last recorded reading; within a day of the last one. <c>null</c> before the first.</summary>
    public DateTimeOffset? LastGoodAt { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why it fails or is gone; <c>null</c> when it does not.</summary>
    public string? Reason { get; init; }

    public int Seen { get; init; }

    public int Kept { get; init; }

    public int Corrected { get; init; }

    public int Refused { get; init; }

    /// <summary>The addresses it has moved from, the oldest first.</summary>
    public IReadOnlyList<string> Moved { get; init; } = [];

    /// <summary>What the last reading noted.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The state after one more event: a pure fold.</summary>
    /// <param name="state"><c>null</c> before the feed was added.</param>
    public static FeedState? Apply(FeedState? state, RecordedEvent recorded) => (state, recorded.Body) switch
    {
        (null, FeedAdded added) => new FeedState { Stream = recorded.Stream, Url = added.Url, Outlet = added.Outlet, FullText = added.FullText, AddedAt = recorded.RecordedAt },
        (null, _) => null,
        (_, FeedAdded again) => state with { Url = again.Url, Outlet = again.Outlet, FullText = again.FullText, Status = state.Status is FeedStatus.Removed or FeedStatus.Gone ? FeedStatus.New : state.Status, Reason = null, FailingSince = null },
        (_, FeedRemoved) => state with { Status = FeedStatus.Removed, Reason = null, FailingSince = null },
        (_, FeedMoved moved) => state with { Url = moved.To, Moved = [.. state.Moved, moved.From] },
        (_, FeedRead read) => state with
        {
            Status = FeedStatus.Healthy,
            Title = read.Title ?? state.Title,
            LastGoodAt = recorded.RecordedAt,
            FailingSince = null,
            Reason = null,
            Seen = state.Seen + read.Seen,
            Kept = state.Kept + read.Kept,
            Corrected = state.Corrected + read.Corrected,
            Refused = state.Refused + read.Refused,
            Notes = read.Notes,
        },
        (_, FeedFailed failed) => state with { Status = FeedStatus.Failing, FailingSince = state.FailingSince ?? recorded.RecordedAt, Reason = failed.Reason },
        (_, FeedGone gone) => state with { Status = FeedStatus.Gone, FailingSince = state.FailingSince ?? recorded.RecordedAt, Reason = gone.Reason },
        _ => state,
    };
}
