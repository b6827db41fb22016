using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has expressed support for another or for what another does.</summary>
[EventType("SupportExpressed")]
public sealed record SupportExpressed : NewsEvent;
