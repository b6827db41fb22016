using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has threatened to use force.</summary>
[EventType("MilitaryActionThreatened")]
public sealed record MilitaryActionThreatened : NewsEvent;
