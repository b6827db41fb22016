using Briefings.EventStore;

namespace Briefings.NewsEvents;

/// <summary>People have been killed or wounded, or an attempt on a life has been made.</summary>
[EventType("PersonKilled")]
public sealed record PersonKilled : NewsEvent;
