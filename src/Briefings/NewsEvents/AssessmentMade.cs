using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>An expert or official judges a state of affairs.</summary>
[EventType("AssessmentMade")]
public sealed record AssessmentMade : NewsEvent;
