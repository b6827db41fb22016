using Briefings.EventStore;

namespace Briefings.Editions;

/// <summary>The editions of one profile for one day, as their stream tells it: what the next event is decided against.</summary>
public sealed record EditionDay(string Profile, DateOnly Day)
{
    /// <summary>Version of the stream; whoever appends behind another is refused.</summary>
    public long Version { get; init; }

    /// <summary>The latest edition; <c>null</c> before the first.</summary>
    public EditionPublished? Latest { get; init; }

    /// <summary>The latest draft; <c>null</c> before the first and once it is published or overtaken.</summary>
    public EditionDrafted? Draft { get; init; }

    /// <summary>How many drafts there were.</summary>
    public int Drafts { get; init; }

    /// <summary>The approval of <see cref="Draft"/>; <c>null</c> while it waits.</summary>
    public EditionApproved? Approval { get; init; }

    /// <summary>Scheduled instants that were attended to.</summary>
    public IReadOnlyList<DateTimeOffset> Slots { get; init; } = [];

    public string Stream => StreamFor(Profile, Day);

    public static string StreamFor(string profile, DateOnly day) => $"edition-{Edition.IdFor(profile, day, 1)}";

    public static async Task<EditionDay> Read(EventLog log, string profile, DateOnly day, CancellationToken cancellation)
    {
        var editions = new EditionDay(profile, day);
        await foreach (var recorded in log.ReadStream(editions.Stream, cancellation: cancellation))
        {
            editions = editions.Evolve(recorded);
        }

        return editions;
    }

    public EditionDay Evolve(RecordedEvent recorded) => (recorded.Body switch
    {
        EditionPublished published => this with { Latest = published, Draft = null, Approval = null, Slots = With(published.Slot) },
        EditionDrafted drafted => this with { Draft = drafted, Drafts = drafted.Draft, Approval = null, Slots = With(drafted.Edition.Slot) },
        EditionApproved approved when approved.Draft == Draft?.Draft => this with { Approval = approved },
        EditionConfirmed confirmed => this with { Slots = With(confirmed.Slot) },
        _ => this,
    }) with { Version = recorded.Version };

    IReadOnlyList<DateTimeOffset> With(DateTimeOffset? slot) => slot is { } at ? [.. Slots, at] : Slots;
}
