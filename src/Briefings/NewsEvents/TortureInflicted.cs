using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>People have been tortured or abused.</summary>
[EventType("TortureInflicted")]
public sealed record TortureInflicted : NewsEvent;
