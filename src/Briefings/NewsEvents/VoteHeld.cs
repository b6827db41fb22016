using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A body has voted on a resolution or law.</summary>
[EventType("VoteHeld")]
public sealed record VoteHeld : NewsEvent;
