using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Property has been destroyed, damaged, seized or hacked into.</summary>
[EventType("PropertyDestroyed")]
public sealed record PropertyDestroyed : NewsEvent;
