namespace Briefings.EventStore;

public sealed partial class EventLog
{
    // First what the chain does not cover yet, then the last of its stretches that holds an event so early.
    // language=sql
    const string LastUntil = """
        with stretch as materialized (
            select c.after_position, c.last_position from briefings.chain c where c.earliest <= $1 order by c.last_position desc limit 1)
        select coalesce(
            (select e.position from briefings.events e
             where e.position > (select coalesce(max(c.last_position), 0) from briefings.chain c)
               and e.position <= $2 and e.recorded_at <= $1
             order by e.position desc
             limit 1),
            (select e.position from briefings.events e
             where e.position > (select s.after_position from stretch s) and e.position <= (select s.last_position from stretch s)
               and e.recorded_at <= $1
             order by e.position desc
             limit 1),
            0)
        """;

    /// <summary>The position of the last event recorded at or before an instant; 0 if there is none.</summary>
    /// <remarks>
    /// Exact whatever the clocks of the writers did, which may be apart or have been set back: the event answered is the last
    /// one in the order of the log, and some before it may have been recorded later. It reads a row of the stored chain for
    /// each thousand events that come later and then one stretch of the log; only events since the chain was last extended,
    /// as every edition and `verify-log` do, are looked at one by one.
    /// </remarks>
    public async Task<long> PositionAt(DateTimeOffset instant, CancellationToken cancellation = default)
    {
        var settled = await Settle(cancellation);
        await using var command = database.CreateCommand(LastUntil);
        command.Parameters.Add(new() { Value = instant.UtcDateTime });
        command.Parameters.Add(new() { Value = settled });
        return await command.ExecuteScalarAsync(cancellation) is long position ? position : 0;
    }
}
