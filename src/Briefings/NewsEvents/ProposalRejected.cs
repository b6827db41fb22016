using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A proposal, demand or plan has been rejected.</summary>
[EventType("ProposalRejected")]
public sealed record ProposalRejected : NewsEvent;
