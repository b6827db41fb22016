using Briefings.EventStore;
using Briefings.Rendering;

namespace Briefings.Profiles;

/// <summary>Who a briefing is for, when, how long and in what look.</summary>
/// <remarks>Everything but the names has a default that is stored as nothing, so that a profile in an old log means what it meant.</remarks>
public sealed record Profile
{
    /// <summary>Lower-case letters, digits and hyphens; names the profile on the command line and in streams.</summary>
    public required string Name { get; init; }

    /// <summary>As printed, such as "Andean desk".</summary>
    public required string Title { get; init; }

    /// <summary>IANA time zone that cuts the day. Defaults to UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>BCP 47 tag of labels and prose. Defaults to <c>en</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Printed in every header and footer. Defaults to TLP:CLEAR (Traffic Light Protocol 2.0).</summary>
    public string Handling { get; init; } = "TLP:CLEAR";

    public Watch Watch { get; init; } = new();

    /// <summary>When it is published by itself; <c>null</c> for on demand only.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The sections that are printed, in their order; empty for all in the standard order. Corrections, sources, method, gaps and provenance are printed in any case.</summary>
    public IReadOnlyList<BriefingSection> Sections { get; init; } = [];

    /// <summary>The parts of a story that are printed beside its developments; empty for all.</summary>
    public IReadOnlyList<StoryPart> StoryParts { get; init; } = [];

    /// <summary>How much is printed; <c>null</c> for <see cref="Lengths.Standard"/>.</summary>
    public Lengths? Length { get; init; }

    /// <summary>Colours and logo; <c>null</c> for the house style.</summary>
    public Brand? Brand { get; init; }

    /// <summary>E-mail addresses that get every published edition.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Whether an edition waits as a draft until somebody approves it; else it is published straight away.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>The profile when none is named: everything, in UTC.</summary>
    public static Profile General { get; } = new() { Name = "general", Title = "General desk" };
}

/// <summary>What the reader follows: stories that touch it come first and say so. Empty lists watch nothing.</summary>
public sealed record Watch
{
    /// <summary>Actor ids or names.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>ISO 3166 alpha-3 codes.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>News event types.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Words in the reported sentences.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>At which local times, on which days of the week, in the profile's time zone.</summary>
/// <param name="Times">At least one, in the order of the day, each once.</param>
/// <param name="Days">Empty for every day.</param>
public sealed record Schedule(IReadOnlyList<TimeOnly> Times, IReadOnlyList<DayOfWeek> Days);

/// <summary>A part of a story's section that a profile can leave out.</summary>
public enum StoryPart
{
    Differences,
    Timeline,
    Actors,
    Watch,
}

/// <summary>Upper limits of what an edition prints; what is beyond them is counted among its gaps.</summary>
public sealed record Lengths
{
    public static Lengths Standard { get; } = new();

    /// <summary>Lines on the front page, 3 to 7. Defaults to 7.</summary>
    public int KeyDevelopments { get; init; } = 7;

    /// <summary>Lines of what changed, 1 to 50. Defaults to 12.</summary>
    public int Changes { get; init; } = 12;

    /// <summary>Stories with a section of their own, 1 to 100; the others are in brief. Defaults to 8.</summary>
    public int Stories { get; init; } = 8;

    /// <summary>Words of a story's developments and claims, 50 to 1,000. Defaults to 150.</summary>
    public int Words { get; init; } = 150;

    /// <summary>Stories in brief, 0 to 200. Defaults to 20.</summary>
    public int InBrief { get; init; } = 20;

    /// <summary>Entries of a story's timeline, 1 to 50. Defaults to 8.</summary>
    public int Timeline { get; init; } = 8;

    /// <summary>Rows of a story's table of actors, 1 to 50. Defaults to 6.</summary>
    public int Actors { get; init; } = 6;
}

/// <summary>A profile began or changed; the latest one stands.</summary>
[EventType("ProfileDefined")]
public sealed record ProfileDefined : IEvent
{
    public required Profile Profile { get; init; }
}
