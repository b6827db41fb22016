using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody's term of office is ending.</summary>
[EventType("TermEnding")]
public sealed record TermEnding : NewsEvent;
