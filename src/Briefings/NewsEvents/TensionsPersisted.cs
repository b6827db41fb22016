using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Tensions between parties have not eased.</summary>
[EventType("TensionsPersisted")]
public sealed record TensionsPersisted : NewsEvent;
