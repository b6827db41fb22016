using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has threatened or warned another.</summary>
[EventType("ThreatMade")]
public sealed record ThreatMade : NewsEvent;
