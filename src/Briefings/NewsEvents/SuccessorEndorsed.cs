using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has backed a successor or candidate.</summary>
[EventType("SuccessorEndorsed")]
public sealed record SuccessorEndorsed : NewsEvent;
