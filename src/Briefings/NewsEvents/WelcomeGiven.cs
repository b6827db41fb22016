using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has received or welcomed a visitor.</summary>
[EventType("WelcomeGiven")]
public sealed record WelcomeGiven : NewsEvent;
