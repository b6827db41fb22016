using Briefings.EventStore;

namespace Briefings.Profiles;

/// <summary>Who a briefing is for.</summary>
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

    public Schedule Schedule { get; init; } = new();

    /// <summary>Whether its editions wait as drafts until somebody approves them. Defaults to no: they go straight out.</summary>
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

/// <summary>A profile began or changed; the latest one stands.</summary>
[EventType("ProfileDefined")]
public sealed record ProfileDefined : IEvent
{
    public required Profile Profile { get; init; }
}
