using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has resigned, offered to resign or been dismissed.</summary>
[EventType("ResignationOffered")]
public sealed record ResignationOffered : NewsEvent;
