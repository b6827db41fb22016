using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has asked another for something.</summary>
[EventType("RequestMade")]
public sealed record RequestMade : NewsEvent;
