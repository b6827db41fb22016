using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>It is said what a meeting will be about.</summary>
[EventType("AgendaSet")]
public sealed record AgendaSet : NewsEvent;
