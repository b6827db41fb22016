using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has given an interview.</summary>
[EventType("InterviewGiven")]
public sealed record InterviewGiven : NewsEvent;
