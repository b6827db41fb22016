namespace Briefings.EventStore;

public sealed partial class EventLog
{
    // language=sql
    const string LastPositionAt = "select position from briefings.events where position <= $1 order by position desc limit 1";

    /// <summary>The last event at or below a position; <c>null</c> when there is none.</summary>
    public async Task<RecordedEvent?> LastAt(long position, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(LastPositionAt);
        command.Parameters.Add(new() { Value = position });
        if (await command.ExecuteScalarAsync(cancellation) is not long last)
            return null;
        await foreach (var recorded in ReadSettled(last - 1, last, types: null, cancellation))
            return recorded;
        return null;
    }
}
