using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has been given asylum or shelter.</summary>
[EventType("AsylumGranted")]
public sealed record AsylumGranted : NewsEvent;
