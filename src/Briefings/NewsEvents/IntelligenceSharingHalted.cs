using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Intelligence is no longer shared with a partner.</summary>
[EventType("IntelligenceSharingHalted")]
public sealed record IntelligenceSharingHalted : NewsEvent;
