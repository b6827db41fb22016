using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A vote has been boycotted.</summary>
[EventType("VoteBoycotted")]
public sealed record VoteBoycotted : NewsEvent;
