using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has struck targets from the air, by missile or by artillery.</summary>
[EventType("StrikesConducted")]
public sealed record StrikesConducted : NewsEvent;
