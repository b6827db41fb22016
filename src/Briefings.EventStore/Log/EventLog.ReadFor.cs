using System.Runtime.CompilerServices;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    // Everything but what is known and not wanted: an event of a type that a newer program has registered since is not passed by.
    // language=sql
    const string LogPageButTypes = """
        select e.position, s.name, e.version, e.id, e.type_id, e.body, e.metadata, e.recorded_at
        from briefings.events e
        join briefings.streams s on s.id = e.stream_id
        where e.position > $1 and e.position <= $2 and e.type_id <> all($4)
        order by e.position
        limit $3
        """;

    /// <summary>
    /// The events a projection is to see after a position, up to one that is known to be settled. Those of types that this
    /// program does not know are among them, whatever the projection wants: it has to stop before them.
    /// </summary>
    internal async IAsyncEnumerable<RecordedEvent> ReadFor(
        IProjection projection, long after, long mark, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var unwanted = projection.EventTypes is null ? [] : await Unwanted(projection.EventTypes, cancellation);
        var pages = Pages(after, recorded => recorded.Position, from => new(LogPageButTypes)
        {
            Parameters = { new() { Value = from }, new() { Value = mark }, new() { Value = PageSize }, new() { Value = unwanted } },
        }, cancellation);
        await foreach (var recorded in pages)
        {
            if (projection.Wants(recorded.Type) || !recorded.IsKnown)
                yield return recorded;
        }
    }

    /// <summary>Ids of the event types that this program knows and a projection does not want.</summary>
    async ValueTask<int[]> Unwanted(IReadOnlyCollection<string> wanted, CancellationToken cancellation)
    {
        if (typeNames.IsEmpty)
        {
            await using var command = database.CreateCommand(ReadTypes);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await LearnTypes(reader, cancellation);
        }

        return [.. typeNames.Where(t => catalog.Knows(t.Value) && !wanted.Contains(catalog.CurrentName(t.Value.Name), StringComparer.Ordinal)).Select(t => t.Key).Order()];
    }

    /// <summary>The positions that a projection is to do without.</summary>
    internal async Task<HashSet<long>> Skipped(IProjection projection, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await DeadLetters.Skipped(connection, new(projection, Slot.Live), cancellation);
    }

    // language=sql
    const string FirstOfTypes = """
        select e.position, e.type_id from briefings.events e where e.position > $1 and e.type_id = any($2) order by e.position limit 1
        """;

    /// <summary>The first event after a position that this program does not know; null if there is none.</summary>
    internal async Task<UnknownEventTypeException?> FirstUnknown(long after, CancellationToken cancellation)
    {
        await using (var types = database.CreateCommand(ReadTypes))
        await using (var reader = await types.ExecuteReaderAsync(cancellation))
            await LearnTypes(reader, cancellation);
        int[] unknown = [.. typeNames.Where(t => !catalog.Knows(t.Value)).Select(t => t.Key)];
        if (unknown.Length == 0)
            return null;
        await using var command = database.CreateCommand(FirstOfTypes);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = unknown });
        await using var found = await command.ExecuteReaderAsync(cancellation);
        return await found.ReadAsync(cancellation) ? new(typeNames[found.GetInt32(1)], found.GetInt64(0)) : null;
    }
}
