using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has been kidnapped, taken hostage or hijacked.</summary>
[EventType("AbductionMade")]
public sealed record AbductionMade : NewsEvent;
