using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has demanded something of another.</summary>
[EventType("DemandMade")]
public sealed record DemandMade : NewsEvent;
