using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>An offer to resign has been rejected.</summary>
[EventType("ResignationRejected")]
public sealed record ResignationRejected : NewsEvent;
