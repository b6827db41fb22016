using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>It is expected what an event will lead to.</summary>
[EventType("OutcomeProjected")]
public sealed record OutcomeProjected : NewsEvent;
