using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Forces have withdrawn.</summary>
[EventType("TroopsWithdrawn")]
public sealed record TroopsWithdrawn : NewsEvent;
