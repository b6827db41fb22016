using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties have met or talked in person.</summary>
[EventType("MeetingHeld")]
public sealed record MeetingHeld : NewsEvent;
