using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Compensation has been paid.</summary>
[EventType("CompensationPaid")]
public sealed record CompensationPaid : NewsEvent;
