using Briefings.Extraction;

namespace Briefings.Stories;

/// <summary>Developments and articles that belong together over days.</summary>
public sealed record Story
{
    /// <summary><c>story-</c> and the id of its first article.</summary>
    public required string Id { get; init; }

    /// <summary>The story that was full when this one began; <c>null</c> for a story with a beginning of its own.</summary>
    public string? Continues { get; init; }

    /// <summary>In the order of the log.</summary>
    public IReadOnlyList<StoryArticle> Articles { get; init; } = [];

    /// <summary>In the order in which each was first reported.</summary>
    public IReadOnlyList<Development> Developments { get; init; } = [];
}

/// <summary>One article of a story as the log knows it.</summary>
public sealed record StoryArticle
{
    public required string Stream { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    /// <summary>File name without folders; names the article when it has neither outlet nor title.</summary>
    public string FileName { get; init; } = "";

    public string? Url { get; init; }

    /// <summary>The day it was published, or the day the log learned it when that is unknown; in UTC until <see cref="LocalDays"/> counts it for a reader.</summary>
    public required DateOnly Day { get; init; }

    /// <summary><c>null</c> when unknown.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary><c>null</c> when only the day, or nothing, is known.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required long Position { get; init; }

    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    public Retraction? Retraction { get; init; }

    /// <summary>The day of publication, or the day in UTC on which the log learned of the article when that is unknown.</summary>
    public static DateOnly DayOf(DateOnly? published, DateTimeOffset recordedAt) => published ?? DateOnly.FromDateTime(recordedAt.UtcDateTime);
}

/// <summary>One later text of an article.</summary>
/// <param name="Day">As in <see cref="StoryArticle.Day"/>, of the later text.</param>
/// <param name="BroughtDate">Whether the day of publication was unknown until then.</param>
public sealed record Correction(int Revision, DateOnly Day, long Position, bool BroughtDate, IReadOnlyList<Articles.TextChange> Changes, IReadOnlyList<Guid> Withdrawn)
{
    /// <summary>The later title; <c>null</c> when it names none.</summary>
    public string? Title { get; init; }

    public DateOnly? PublishedOn { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

/// <param name="Day">The day it took effect; in UTC until <see cref="LocalDays"/> counts it for a reader.</param>
public sealed record Retraction(DateOnly Day, long Position, string Reason, DateTimeOffset RecordedAt);

/// <summary>The happening behind the matching news events of one or several articles.</summary>
public sealed record Development
{
    /// <summary>The id of the first news event that reported it.</summary>
    public required Guid Id { get; init; }

    public required string Type { get; init; }

    /// <summary>Every report is kept as evidence, in the order of the log; none overwrites another.</summary>
    public IReadOnlyList<Report> Reports { get; init; } = [];
}

/// <summary>One news event as evidence for a development.</summary>
/// <param name="Day">The day its article, or the revision that brought it, was published.</param>
/// <param name="Withdrawn">The correction or retraction that took it back; <c>null</c> while it stands.</param>
public sealed record Report(Guid EventId, string Article, int Revision, DateOnly Day, long Position, ReportedEvent Reported, Withdrawal? Withdrawn = null);

/// <param name="Day">From this day on briefings no longer state it.</param>
public sealed record Withdrawal(DateOnly Day, long Position);
