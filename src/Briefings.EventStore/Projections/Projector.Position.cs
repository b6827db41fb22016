namespace Briefings.EventStore;

public sealed partial class Projector
{
    // language=sql
    const string ReadPosition = "select min(position) from briefings.projections where name = $1 and version = $2 and slot = 'live'";

    /// <summary>The last position the live documents of a projection hold; 0 when it has never run.</summary>
    public async Task<long> Position(string name, CancellationToken cancellation = default)
    {
        var projection = registry[name];
        await using var command = database.CreateCommand(ReadPosition);
        command.Parameters.Add(new() { Value = projection.Name });
        command.Parameters.Add(new() { Value = projection.Version });
        return await command.ExecuteScalarAsync(cancellation) is long position ? position : 0;
    }
}
