using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A restriction, blockade or border closure has been lifted or eased.</summary>
[EventType("RestrictionsEased")]
public sealed record RestrictionsEased : NewsEvent;
