using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Relations have been broken off, suspended or downgraded.</summary>
[EventType("RelationsSevered")]
public sealed record RelationsSevered : NewsEvent;
