using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties keep working together.</summary>
[EventType("CooperationContinued")]
public sealed record CooperationContinued : NewsEvent;
