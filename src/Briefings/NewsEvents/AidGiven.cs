using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has given aid, money, goods or training to another.</summary>
[EventType("AidGiven")]
public sealed record AidGiven : NewsEvent;
