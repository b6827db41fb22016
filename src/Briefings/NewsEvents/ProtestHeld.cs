using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>People have protested, gone on strike, blocked roads or rioted.</summary>
[EventType("ProtestHeld")]
public sealed record ProtestHeld : NewsEvent;
