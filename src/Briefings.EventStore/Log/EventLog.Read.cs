using System.Runtime.CompilerServices;
using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>How many events one round trip brings.</summary>
    const int PageSize = 1000;

    // A stretch of versions rather than a limit, and the groups of the index beside it: a page of the longest stream reads
    // no more than its own rows, whatever the planner believes about the lengths of streams.
    // language=sql
    const string StreamPage = """
        select e.position, s.name, e.version, e.id, e.type_id, e.body, e.metadata, e.recorded_at, s.version
        from briefings.streams s
        left join briefings.events e on e.stream_id = s.id
          and e.version >> 6 between $2 >> 6 and $3 >> 6 and e.version > $2 and e.version <= $3
        where s.name = $1
        order by e.version
        """;

    /// <summary>The events of one stream, oldest first; none if there is no such stream.</summary>
    /// <param name="afterVersion">The version to read after. Defaults to 0, the beginning.</param>
    public async IAsyncEnumerable<RecordedEvent> ReadStream(
        string stream, long afterVersion = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (after, length) = (Math.Clamp(afterVersion, 0, int.MaxValue), 0L);
        do
        {
            var page = new NpgsqlBatchCommand(StreamPage)
            {
                Parameters = { new() { Value = stream }, new() { Value = (int)after }, new() { Value = (int)Math.Min(after + PageSize, int.MaxValue) } },
            };
            foreach (var recorded in await Page(page, cancellation, row => length = row.GetInt32(8)))
                yield return recorded;
            after += PageSize;
        }
        while (after < length);
    }

    // language=sql
    internal const string LogPage = """
        select e.position, s.name, e.version, e.id, e.type_id, e.body, e.metadata, e.recorded_at
        from briefings.events e
        join briefings.streams s on s.id = e.stream_id
        where e.position > $1 and e.position <= $2
        order by e.position
        limit $3
        """;

    // language=sql
    const string LogPageOfTypes = """
        select e.position, s.name, e.version, e.id, e.type_id, e.body, e.metadata, e.recorded_at
        from briefings.events e
        join briefings.streams s on s.id = e.stream_id
        where e.position > $1 and e.position <= $2
          and e.type_id in (select t.id from briefings.event_types t where t.name = any($4))
        order by e.position
        limit $3
        """;

    /// <summary>The events of all streams in position order, up to the high-water mark at the time of the call.</summary>
    /// <param name="after">The position to read after. Defaults to 0, the beginning.</param>
    /// <param name="upTo">The last position to read, included, if the high-water mark is not lower.</param>
    /// <param name="types">Stored names of the event types to read; all if null.</param>
    public async IAsyncEnumerable<RecordedEvent> ReadAll(
        long after = 0, long? upTo = null, IReadOnlyCollection<string>? types = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var mark = Math.Min(upTo ?? long.MaxValue, await HighWaterMark(cancellation));
        await foreach (var recorded in ReadSettled(after, mark, types, cancellation))
            yield return recorded;
    }

    /// <summary>The same, up to a position that <see cref="Marks"/> or <see cref="HighWaterMark"/> answered before.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadSettled(
        long after, long mark, IReadOnlyCollection<string>? types, CancellationToken cancellation)
    {
        string[]? names = types is null ? null : [.. catalog.StoredNames(types)];
        return Pages(after, recorded => recorded.Position, from =>
        {
            var page = new NpgsqlBatchCommand(names is null ? LogPage : LogPageOfTypes)
            {
                Parameters = { new() { Value = from }, new() { Value = mark }, new() { Value = PageSize } },
            };
            if (names is not null)
                page.Parameters.Add(new() { Value = names });
            return page;
        }, cancellation);
    }

    async IAsyncEnumerable<RecordedEvent> Pages(
        long after, Func<RecordedEvent, long> place, Func<long, NpgsqlBatchCommand> page,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        List<RecordedEvent> events;
        do
        {
            events = await Page(page(after), cancellation);
            foreach (var recorded in events)
                yield return recorded;
            if (events.Count > 0)
                after = place(events[^1]);
        }
        while (events.Count == PageSize);
    }

    /// <param name="look">Sees each row, also one without an event.</param>
    async Task<List<RecordedEvent>> Page(NpgsqlBatchCommand page, CancellationToken cancellation, Action<NpgsqlDataReader>? look = null)
    {
        var rows = new List<(RecordedEvent Recorded, int TypeId)>();
        await using (var batch = database.CreateBatch())
        {
            batch.BatchCommands.Add(page);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                look?.Invoke(reader);
                if (reader.HasValue(0))
                    rows.Add((Row(reader), reader.GetInt32(4)));
            }
        }

        var events = new List<RecordedEvent>(rows.Count);
        foreach (var (recorded, typeId) in rows)
        {
            var type = await TypeName(typeId, cancellation);
            events.Add(recorded with { Type = catalog.CurrentName(type.Name), StoredType = type.Name, SchemaVersion = type.SchemaVersion });
        }

        return events;
    }

    RecordedEvent Row(NpgsqlDataReader reader) => new()
    {
        Position = reader.GetInt64(0),
        Stream = reader.GetString(1),
        Version = reader.GetInt32(2),
        Id = reader.GetGuid(3),
        Json = reader.Bytes(5),
        Metadata = reader.IsDBNull(6) ? EventMetadata.None : MetadataJson.Read(reader.Bytes(6)),
        RecordedAt = reader.Instant(7),
        Catalog = catalog,
    };
}
