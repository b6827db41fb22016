using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has promised aid, money or forces in support of another.</summary>
[EventType("AidPromised")]
public sealed record AidPromised : NewsEvent;
