using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>Diplomats, officials or others have been expelled, or a mission closed.</summary>
[EventType("DiplomatsExpelled")]
public sealed record DiplomatsExpelled : NewsEvent;
