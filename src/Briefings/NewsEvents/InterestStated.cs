using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>It is stated where a party's interests lie.</summary>
[EventType("InterestStated")]
public sealed record InterestStated : NewsEvent;
