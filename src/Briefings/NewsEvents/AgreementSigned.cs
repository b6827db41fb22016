using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties have signed or ratified an agreement.</summary>
[EventType("AgreementSigned")]
public sealed record AgreementSigned : NewsEvent;
