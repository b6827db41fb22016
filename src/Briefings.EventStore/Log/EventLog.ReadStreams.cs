using System.Runtime.CompilerServices;
using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>How many streams one round trip brings whole.</summary>
    const int StreamsPerPage = 200;

    // language=sql
    const string StreamsPage = """
        select e.position, s.name, e.version, e.id, e.type_id, e.body, e.metadata, e.recorded_at
        from briefings.streams s
        join briefings.events e on e.stream_id = s.id
        where s.name = any($1) and e.position <= $2
        order by e.position
        """;

    /// <summary>The events of many streams up to a position; those of one stream come oldest first, the streams in no order.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadStreams(
        IEnumerable<string> streams, long upTo, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var some in streams.Distinct(StringComparer.Ordinal).Chunk(StreamsPerPage))
        {
            foreach (var recorded in await Page(new NpgsqlBatchCommand(StreamsPage) { Parameters = { new() { Value = some }, new() { Value = upTo } } }, cancellation))
                yield return recorded;
        }
    }
}
