using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A person has been extradited or handed over.</summary>
[EventType("ExtraditionMade")]
public sealed record ExtraditionMade : NewsEvent;
