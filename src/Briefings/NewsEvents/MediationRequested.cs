using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has called for peace or mediation.</summary>
[EventType("MediationRequested")]
public sealed record MediationRequested : NewsEvent;
