using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>An election has been held, called, won or lost.</summary>
[EventType("ElectionHeld")]
public sealed record ElectionHeld : NewsEvent;
