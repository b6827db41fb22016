using Briefings.Editions;
using Briefings.EventStore;

namespace Briefings.Profiles;

/// <summary>A profile as it stands, and how far its schedule was attended to.</summary>
/// <param name="Revision">Version of its stream.</param>
/// <param name="DefinedAt">When it was last changed.</param>
/// <param name="ScheduledSince">Since when its schedule and its time zone are what they are: nothing is due before.</param>
/// <param name="LastSlot">The latest scheduled instant that was attended to; <c>null</c> before the first.</param>
public sealed record ProfileState(Profile Profile, long Revision, DateTimeOffset DefinedAt, DateTimeOffset ScheduledSince, DateTimeOffset? LastSlot);

/// <summary>Every profile by its name.</summary>
public sealed class ProfileList : KeyedProjection<ProfileState>
{
    public const string ProjectionName = "profiles";

    public override string Name => ProjectionName;

    public override ProjectionMode Mode => ProjectionMode.Inline;

    public override IReadOnlyCollection<string>? EventTypes { get; } = ["ProfileDefined", "EditionPublished", "EditionDrafted", "EditionConfirmed"];

    public override IEnumerable<string> Keys(RecordedEvent recorded) => recorded.Body switch
    {
        ProfileDefined defined => [defined.Profile.Name],
        EditionPublished { Slot: not null } published => [published.Profile],
        EditionDrafted { Edition.Slot: not null } drafted => [drafted.Edition.Profile],
        EditionConfirmed confirmed => [confirmed.Profile],
        _ => [],
    };

    public override ProfileState? Evolve(ProfileState? document, RecordedEvent recorded) => recorded.Body switch
    {
        ProfileDefined defined => new ProfileState(
            defined.Profile,
            recorded.Version,
            recorded.RecordedAt,
            document is not null && IsSameSchedule(document.Profile, defined.Profile) ? document.ScheduledSince : recorded.RecordedAt,
            document?.LastSlot),
        EditionPublished { Slot: { } slot } => Attended(document, slot),
        EditionDrafted { Edition.Slot: { } slot } => Attended(document, slot),
        EditionConfirmed confirmed => Attended(document, confirmed.Slot),
        _ => document,
    };

    /// <summary>Whether two profiles are due at the same instants.</summary>
    public static bool IsSameSchedule(Profile one, Profile other) =>
        one.TimeZone == other.TimeZone
        && (one.Schedule?.Times ?? []).SequenceEqual(other.Schedule?.Times ?? [])
        && (one.Schedule?.Days ?? []).Order().SequenceEqual((other.Schedule?.Days ?? []).Order());

    static ProfileState? Attended(ProfileState? document, DateTimeOffset slot) =>
        document is not null && !(document.LastSlot >= slot) ? document with { LastSlot = slot } : document;
}
