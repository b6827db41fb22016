namespace Briefings.EventStore;

public sealed partial class EventLog
{
    // language=sql
    const string ReadPartitionRoom = """
        select max(p.bound) - 1 - (select case when s.is_called then s.last_value else 0 end from briefings.event_positions s)
        from briefings.log_partitions p
        """;

    /// <summary>How many positions are left in partitions that stand ready. An append that finds none makes one, and is slower by that.</summary>
    public async Task<long> PartitionRoom(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(ReadPartitionRoom);
        return await command.ExecuteScalarAsync(cancellation) is long room ? room : 0;
    }
}
