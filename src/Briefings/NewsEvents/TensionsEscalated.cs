using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Tensions between parties have risen.</summary>
[EventType("TensionsEscalated")]
public sealed record TensionsEscalated : NewsEvent;
