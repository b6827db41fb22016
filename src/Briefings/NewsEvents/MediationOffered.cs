using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody is ready to mediate, talk or host talks.</summary>
[EventType("MediationOffered")]
public sealed record MediationOffered : NewsEvent;
