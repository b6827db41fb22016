using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Prisoners or hostages have been released or pardoned.</summary>
[EventType("PrisonersReleased")]
public sealed record PrisonersReleased : NewsEvent;
