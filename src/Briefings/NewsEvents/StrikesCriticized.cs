using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has criticised strikes, an attack or a military operation.</summary>
[EventType("StrikesCriticized")]
public sealed record StrikesCriticized : NewsEvent;
