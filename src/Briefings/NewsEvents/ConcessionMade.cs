using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has given way to a demand or recognised a claim.</summary>
[EventType("ConcessionMade")]
public sealed record ConcessionMade : NewsEvent;
