using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>A standing fact that the article gives as background.</summary>
[EventType("BackgroundFact")]
public sealed record BackgroundFact : NewsEvent;
