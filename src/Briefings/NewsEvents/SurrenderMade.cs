using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has surrendered or given in.</summary>
[EventType("SurrenderMade")]
public sealed record SurrenderMade : NewsEvent;
