using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties negotiate.</summary>
[EventType("NegotiationsHeld")]
public sealed record NegotiationsHeld : NewsEvent;
