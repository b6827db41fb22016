using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Diplomatic or other relations have been restored.</summary>
[EventType("RelationsRestored")]
public sealed record RelationsRestored : NewsEvent;
