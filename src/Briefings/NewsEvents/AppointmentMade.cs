using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has been appointed, nominated or elected.</summary>
[EventType("AppointmentMade")]
public sealed record AppointmentMade : NewsEvent;
