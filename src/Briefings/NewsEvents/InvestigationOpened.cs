using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>An investigation, hearing or inspection has been opened, ordered or completed.</summary>
[EventType("InvestigationOpened")]
public sealed record InvestigationOpened : NewsEvent;
