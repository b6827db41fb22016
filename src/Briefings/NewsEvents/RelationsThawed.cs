using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Relations between parties have improved or been restored.</summary>
[EventType("RelationsThawed")]
public sealed record RelationsThawed : NewsEvent;
