using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Territory has been seized, invaded or occupied.</summary>
[EventType("TerritorySeized")]
public sealed record TerritorySeized : NewsEvent;
