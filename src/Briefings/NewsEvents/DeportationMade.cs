using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>People have been deported or exiled.</summary>
[EventType("DeportationMade")]
public sealed record DeportationMade : NewsEvent;
