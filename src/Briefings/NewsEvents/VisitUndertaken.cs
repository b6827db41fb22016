using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody travels to a country or body, or is about to.</summary>
[EventType("VisitUndertaken")]
public sealed record VisitUndertaken : NewsEvent;
