using Briefings.Profiles;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>All that an edition is made of: the same input always composes into the same document.</summary>
public sealed record EditionInput
{
    public required Profile Profile { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>First day covered; the last is <see cref="Day"/>.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Log position of the last edition of an earlier day: what was recorded behind it has not been told. Defaults to the end of all logs, with no edition to follow.</summary>
    public long ToldUpTo { get; init; } = long.MaxValue;

    public required int Issue { get; init; }

    public required int Revision { get; init; }

    public required long LogPosition { get; init; }

    /// <summary>When the log took in the last thing the edition knows; <c>null</c> for an empty log.</summary>
    public required DateTimeOffset? KnownAt { get; init; }

    public required string ChainHead { get; init; }

    /// <summary>Name and version of the rules that read the articles; empty when there are no articles.</summary>
    public required string Extractor { get; init; }

    public required IReadOnlyList<Story> Stories { get; init; }

    /// <summary>Texts of the articles by stream and revision, to check every quote against.</summary>
    public required IReadOnlyDictionary<(string Stream, int Revision), string> Texts { get; init; }

    /// <summary>SHA-256 of each stored body of an article's events by the event's id, lower-case hex.</summary>
    public IReadOnlyDictionary<Guid, string> Bodies { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Days since the edition before for which the schedule has an edition and the log none: this one covers them, but for those before <see cref="FirstDay"/>.</summary>
    public IReadOnlyList<DateOnly> MissedDays { get; init; } = [];

    /// <summary>Editions of this profile that were published before.</summary>
    public required IReadOnlyList<Edition> Earlier { get; init; }

    /// <summary>When the next issue is due by the profile's schedule; <c>null</c> without one.</summary>
    public NextIssue? Next { get; init; }

    /// <summary>How the feeds did up to the log position; <c>null</c> when the log knows of none.</summary>
    public FeedHealth? Feeds { get; init; }

    /// <summary>Articles that were refused in the days covered.</summary>
    public IReadOnlyList<RefusedArticle> Refused { get; init; } = [];

    /// <summary>The latest edition of the last day before this one that has any; <c>null</c> for none. An older day can be published anew at any time, so the order of the log is not that of the days.</summary>
    public Edition? Before => Earlier.Where(e => e.Published.Day < Day).OrderBy(e => e.Published.Day).ThenBy(e => e.Position).LastOrDefault();

    /// <summary>Whether this edition is the one to tell what became public on a day and was recorded at a position: it is of the days covered, or came too late for the edition of its own day.</summary>
    public bool Covers(DateOnly day, long position) => day <= Day && (day >= FirstDay || position > ToldUpTo);

    /// <summary>Whether this edition is the one to tell of a retraction: the first that knows of it, whatever day it is for.</summary>
    public bool Tells(Retraction retraction) => ToldUpTo == long.MaxValue ? retraction.Day >= FirstDay : retraction.Position > ToldUpTo;
}

/// <summary>A local day and time in the profile's zone.</summary>
public sealed record NextIssue(DateOnly Day, TimeOnly Time);

/// <param name="Healthy">Feeds whose last attempt gave an answer.</param>
/// <param name="Failing">Those whose last attempt did not, by name.</param>
public sealed record FeedHealth(int Healthy, IReadOnlyList<FailingFeed> Failing);

/// <param name="Problem">Why its last attempt failed, in a few words.</param>
/// <param name="LastGoodAt">When it last answered; <c>null</c> for never.</param>
public sealed record FailingFeed(string Name, string Problem, DateTimeOffset? LastGoodAt);

/// <param name="Name">The file, address or title it was handed in under.</param>
/// <param name="Reason">Why it could not be read.</param>
public sealed record RefusedArticle(string Name, string Reason);
