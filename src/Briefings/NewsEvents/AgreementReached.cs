using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties have agreed on something, or one has accepted another's proposal.</summary>
[EventType("AgreementReached")]
public sealed record AgreementReached : NewsEvent;
