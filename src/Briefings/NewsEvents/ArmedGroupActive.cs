using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>An armed or criminal group is active somewhere.</summary>
[EventType("ArmedGroupActive")]
public sealed record ArmedGroupActive : NewsEvent;
