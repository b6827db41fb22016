using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Somebody has made a statement, denial, or claim of responsibility or victory.</summary>
[EventType("StatementMade")]
public sealed record StatementMade : NewsEvent;
