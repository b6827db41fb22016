using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Armed forces have carried out an operation, invasion or seizure.</summary>
[EventType("MilitaryOperationConducted")]
public sealed record MilitaryOperationConducted : NewsEvent;
