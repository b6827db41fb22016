using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties have spoken by telephone.</summary>
[EventType("PhoneCallHeld")]
public sealed record PhoneCallHeld : NewsEvent;
