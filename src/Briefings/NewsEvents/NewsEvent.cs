using Briefings.EventStore;
using Briefings.Extraction;

namespace Briefings.NewsEvents;

/// <summary>An event that states what one article reports to have happened.</summary>
public abstract record NewsEvent : IEvent
{
    /// <summary>The stream of the article.</summary>
    public required string Article { get; init; }

    /// <summary>Which revision of the article's text it rests on, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>What the article reports, with its evidence.</summary>
    public required ReportedEvent Reported { get; init; }
}
