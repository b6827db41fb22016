using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Something makes cooperation harder.</summary>
[EventType("CooperationHindered")]
public sealed record CooperationHindered : NewsEvent;
