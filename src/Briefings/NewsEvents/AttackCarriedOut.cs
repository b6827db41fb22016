using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>An armed attack, bombing or battle has taken place.</summary>
[EventType("AttackCarriedOut")]
public sealed record AttackCarriedOut : NewsEvent;
