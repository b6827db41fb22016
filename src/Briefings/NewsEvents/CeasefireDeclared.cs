using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A ceasefire has been declared, or fighting halted.</summary>
[EventType("CeasefireDeclared")]
public sealed record CeasefireDeclared : NewsEvent;
