using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has brought others into contact or mediated between them.</summary>
[EventType("MediationFacilitated")]
public sealed record MediationFacilitated : NewsEvent;
