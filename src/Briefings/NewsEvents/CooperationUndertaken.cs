using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Parties have worked together, exercised together or shared what they know.</summary>
[EventType("CooperationUndertaken")]
public sealed record CooperationUndertaken : NewsEvent;
