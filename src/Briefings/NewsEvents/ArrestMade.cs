using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has been arrested or detained, or a warrant issued.</summary>
[EventType("ArrestMade")]
public sealed record ArrestMade : NewsEvent;
