using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Aid or supplies have been suspended or cut.</summary>
[EventType("AidSuspended")]
public sealed record AidSuspended : NewsEvent;
