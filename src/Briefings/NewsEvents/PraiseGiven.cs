using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has praised, thanked or congratulated another.</summary>
[EventType("PraiseGiven")]
public sealed record PraiseGiven : NewsEvent;
