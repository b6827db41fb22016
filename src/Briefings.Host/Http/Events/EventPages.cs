using Briefings.EventStore;
using Briefings.NewsEvents;
using Briefings.Stories;

namespace Briefings.Host.Http.Events;

/// <summary>Reads the log for one page, however rare what is wanted: within a bound of events and positions looked at.</summary>
sealed class EventPages(EventLog log, StoryPlaces places)
{
    const int MaxExamined = 20_000;
    const long MaxWindow = 65_536;
    const int MaxWindows = 40;

    /// <param name="Last">Everything wanted up to here is on this page or earlier ones.</param>
    /// <param name="More">Whether the log goes on behind it.</param>
    public readonly record struct Found(IReadOnlyList<RecordedEvent> Events, long Last, bool More);

    public async Task<Found> Read(long after, int limit, EventFilter filter, CancellationToken cancellation)
    {
        var mark = await log.HighWaterMark(cancellation);
        // Above it nobody knows yet which story an event belongs to; the reader comes back for those.
        mark = filter.Stories.Count > 0 ? Math.Min(mark, await places.KnownUpTo(cancellation)) : mark;
        var types = filter.TypesOf(log.Catalog);
        var found = new List<RecordedEvent>();
        var (examined, window) = (0, Math.Max(100L, limit));
        for (var windows = 0; after < mark && windows < MaxWindows; windows++)
        {
            var end = Math.Min(mark, after + window);
            await foreach (var recorded in log.ReadAll(after, end, types, cancellation))
            {
                if (await Wants(filter, recorded, cancellation))
                {
                    found.Add(recorded);
                }

                if (found.Count == limit || ++examined == MaxExamined)
                {
                    return new(found, recorded.Position, recorded.Position < mark);
                }
            }

            (after, window) = (end, Math.Min(MaxWindow, window * 2));
        }

        return new(found, after, after < mark);
    }

    async ValueTask<bool> Wants(EventFilter filter, RecordedEvent recorded, CancellationToken cancellation) =>
        filter.Wants(recorded)
        && (filter.Stories.Count == 0 || (await places.Of(recorded, cancellation) is { } story && filter.Stories.Contains(story, StringComparer.Ordinal)));
}
