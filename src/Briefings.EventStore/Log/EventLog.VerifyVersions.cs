namespace Briefings.EventStore;

/// <summary>A stream whose events are not numbered as they must be.</summary>
/// <param name="Problem">What was expected and what was found, a sentence.</param>
public sealed record BrokenStream(string Stream, string Problem);

public sealed partial class EventLog
{
    // One snapshot of streams and events: appends may go on beside it.
    // language=sql
    const string BrokenStreams = """
        select coalesce(s.name, format('number %s, which has no name', e.stream_id)),
               format('Expected versions 1 to %s, each once, found %s events%s.', coalesce(s.version, 0), coalesce(e.events, 0),
                      case when e.events > 0 then format(' of %s versions from %s to %s', e.versions, e.first, e.last) end)
        from briefings.streams s
        full join (
            select stream_id, count(*) as events, count(distinct version) as versions, min(version) as first, max(version) as last
            from briefings.events
            group by stream_id) e on e.stream_id = s.id
        where (coalesce(s.version, 0), coalesce(s.version, 0), least(s.version, 1), s.version)
              is distinct from (coalesce(e.events, 0), coalesce(e.versions, 0), coalesce(e.first, 0), coalesce(e.last, 0))
        order by coalesce(s.id, e.stream_id)
        limit 1
        """;

    /// <summary>The first stream whose events are not exactly those of the versions 1 to its own; null if every stream is whole.</summary>
    public async Task<BrokenStream?> FirstBrokenStream(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(BrokenStreams);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetString(0), reader.GetString(1)) : null;
    }
}
