using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties have insulted or attacked each other in words.</summary>
[EventType("BarbsExchanged")]
public sealed record BarbsExchanged : NewsEvent;
