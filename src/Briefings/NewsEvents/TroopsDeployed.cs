using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Forces have been deployed, reinforced or put on alert.</summary>
[EventType("TroopsDeployed")]
public sealed record TroopsDeployed : NewsEvent;
