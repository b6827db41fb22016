using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has criticised a policy or decision.</summary>
[EventType("PolicyCriticized")]
public sealed record PolicyCriticized : NewsEvent;
