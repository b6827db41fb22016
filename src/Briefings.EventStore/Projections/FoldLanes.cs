using System.Text.Json;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>
/// The documents of a keyed projection in several sessions, each with keys of its own, so that several processors fold at once.
/// An event goes to every lane that has a key of it; the lanes wait for each other between two calls. Other projections have one lane.
/// </summary>
sealed class FoldLanes
{
    readonly DocumentTable table;
    readonly DocumentSession[] lanes;

    /// <param name="count">How many lanes; one if the projection is not keyed.</param>
    public FoldLanes(NpgsqlConnection connection, DocumentTable table, JsonSerializerOptions json, bool tableIsEmpty, int count)
    {
        this.table = table;
        var stored = tableIsEmpty ? new KeyFilter() : null;
        count = table.Projection is IKeyed ? count : 1;
        lanes = [.. Enumerable.Range(0, count).Select(_ => new DocumentSession(connection, table, json, stored, DocumentSession.MemoryBound / count))];
    }

    /// <summary>Whether it is time to write, so that the documents in memory stay within their bound.</summary>
    public bool IsFull => Array.Exists(lanes, l => l.IsFull);

    /// <exception cref="PoisonException">An event could not be applied, and perhaps an earlier one; the lanes are to be thrown away.</exception>
    public async Task Apply(List<RecordedEvent> events, CancellationToken cancellation)
    {
        if (lanes is [var alone])
            await alone.Apply(table.Projection, events, cancellation);
        else
            await Apply((IKeyed)table.Projection, events, cancellation);
        foreach (var lane in lanes)
            lane.Weigh();
    }

    async Task Apply(IKeyed keyed, List<RecordedEvent> events, CancellationToken cancellation)
    {
        var (parts, wanted) = Divide(events);

        // One connection: the rows are fetched lane by lane, and the folds find everything in memory.
        for (var lane = 0; lane < lanes.Length; lane++)
            await lanes[lane].Begin(wanted[lane], cancellation);
        await Task.WhenAll(lanes.Select((session, lane) => Task.Run(() => session.Fold(
            parts[lane],
            recorded => keyed.Apply(recorded, session, key => LaneOf(key) == lane, cancellation)), cancellation)));
    }

    (List<RecordedEvent>[] Parts, HashSet<string>[] Wanted) Divide(List<RecordedEvent> events)
    {
        var parts = Array.ConvertAll(lanes, _ => new List<RecordedEvent>());
        var wanted = Array.ConvertAll(lanes, _ => new HashSet<string>(StringComparer.Ordinal));
        foreach (var recorded in events)
        {
            foreach (var key in DocumentSession.KeysOf(table.Projection, recorded))
            {
                var lane = LaneOf(key);
                if (parts[lane] is not [.., var last] || last != recorded)
                    parts[lane].Add(recorded);
                if (!lanes[lane].Has(key))
                    wanted[lane].Add(key);
            }
        }

        return (parts, wanted);
    }

    int LaneOf(string key) => (int)((uint)string.GetHashCode(key, StringComparison.Ordinal) % (uint)lanes.Length);

    /// <summary>Writes what changed.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        foreach (var lane in lanes)
            await lane.Flush(cancellation);
    }

    /// <summary>Forgets documents that were not touched for long where there is no more room. Nothing is unwritten.</summary>
    public void Shrink()
    {
        foreach (var lane in lanes)
            lane.Shrink();
    }
}
