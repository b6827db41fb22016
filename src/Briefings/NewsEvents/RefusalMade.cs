using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has refused, broken an agreement or defied an order.</summary>
[EventType("RefusalMade")]
public sealed record RefusalMade : NewsEvent;
