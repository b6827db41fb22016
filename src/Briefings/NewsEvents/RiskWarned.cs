using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>It is warned or feared that something may be harmed.</summary>
[EventType("RiskWarned")]
public sealed record RiskWarned : NewsEvent;
