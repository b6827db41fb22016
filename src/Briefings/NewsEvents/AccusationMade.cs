using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has accused another of something.</summary>
[EventType("AccusationMade")]
public sealed record AccusationMade : NewsEvent;
