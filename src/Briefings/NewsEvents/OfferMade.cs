using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has offered or promised something to another.</summary>
[EventType("OfferMade")]
public sealed record OfferMade : NewsEvent;
