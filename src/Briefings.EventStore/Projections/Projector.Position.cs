namespace Briefings.EventStore;

public sealed partial class Projector
{
    /// <summary>The last position that a projection's live documents hold; 0 if it has never run.</summary>
    public async Task<long> Position(string name, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await ProjectionSlots.Read(connection, new(registry[name], Slot.Live), locked: false, cancellation))?.Position ?? 0;
    }
}
