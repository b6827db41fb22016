using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Peacekeepers or observers have been sent somewhere.</summary>
[EventType("PeacekeepersDeployed")]
public sealed record PeacekeepersDeployed : NewsEvent;
