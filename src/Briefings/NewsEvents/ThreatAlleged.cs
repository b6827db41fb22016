using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A threat by one party to another is spoken of, without that party having made it.</summary>
[EventType("ThreatAlleged")]
public sealed record ThreatAlleged : NewsEvent;
