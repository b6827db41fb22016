using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has denounced an agency, group or person, or likened it to something hateful.</summary>
[EventType("AgencyDenounced")]
public sealed record AgencyDenounced : NewsEvent;
