using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has criticised another, or what another does.</summary>
[EventType("ActionCriticized")]
public sealed record ActionCriticized : NewsEvent;
