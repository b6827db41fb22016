using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A meeting between parties is announced, confirmed or due.</summary>
[EventType("MeetingScheduled")]
public sealed record MeetingScheduled : NewsEvent;
