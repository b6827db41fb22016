using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Sanctions, bans or restrictions have been imposed.</summary>
[EventType("SanctionsImposed")]
public sealed record SanctionsImposed : NewsEvent;
