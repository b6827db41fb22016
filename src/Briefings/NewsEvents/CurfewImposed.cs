using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A curfew, blockade, ban on gatherings or other repression has been imposed.</summary>
[EventType("CurfewImposed")]
public sealed record CurfewImposed : NewsEvent;
