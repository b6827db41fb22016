using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has been charged, sued, tried or jailed on a charge.</summary>
[EventType("ChargesBrought")]
public sealed record ChargesBrought : NewsEvent;
