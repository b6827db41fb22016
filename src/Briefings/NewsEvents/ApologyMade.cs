using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has apologised or expressed regret to another.</summary>
[EventType("ApologyMade")]
public sealed record ApologyMade : NewsEvent;
