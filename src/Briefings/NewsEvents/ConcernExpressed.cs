using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has said to be worried about something.</summary>
[EventType("ConcernExpressed")]
public sealed record ConcernExpressed : NewsEvent;
