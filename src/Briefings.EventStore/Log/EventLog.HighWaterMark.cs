namespace Briefings.EventStore;

public sealed partial class EventLog
{
    // language=sql
    const string ReadMark = "select settled, taken from briefings.high_water_mark()";

    /// <summary>
    /// The position at or below which everything is settled: no event will ever appear there again.
    /// It can be lower than an earlier answer, while an append that began in between is under way.
    /// </summary>
    public async Task<long> HighWaterMark(CancellationToken cancellation = default) => (await Mark(cancellation)).Settled;

    /// <summary>Waits until every append that is under way now has ended.</summary>
    /// <returns>A settled position that is at or above every event committed before the call.</returns>
    public async Task<long> Settle(CancellationToken cancellation = default)
    {
        var (settled, taken) = await Mark(cancellation);
        var held = new HeldBack(database, time, FrozenAfter);
        while (settled < taken)
        {
            await Task.Delay(SettlePoll, cancellation);
            await held.Look(true, cancellation);
            settled = await HighWaterMark(cancellation);
        }

        return taken;
    }

    /// <summary>How many seconds the mark may take, which is a matter of milliseconds; a silent network ends it.</summary>
    const int MarkPatience = 10;

    static readonly TimeSpan SettlePoll = TimeSpan.FromMilliseconds(5);

    /// <summary>The high-water mark, and the highest position taken so far; between them lies what appends under way hold back.</summary>
    public async Task<(long Settled, long Taken)> Mark(CancellationToken cancellation = default)
    {
        // On its own, so that whatever is read next sees at least what had ended when the locks were looked at.
        await using var command = database.CreateCommand(ReadMark);
        command.CommandTimeout = MarkPatience;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
