using System.Runtime.CompilerServices;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    // A range rather than a pattern: the index of names serves it.
    // language=sql
    const string StreamsOfCategory = """
        select name from briefings.streams where name >= $1 and name < $2 and version > 0 order by name
        """;

    /// <summary>Names of the streams of a category that have events, ordered by their bytes.</summary>
    public async IAsyncEnumerable<string> Streams(string category, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(StreamsOfCategory);
        command.Parameters.Add(new() { Value = category + "-" });
        command.Parameters.Add(new() { Value = category + "." });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return reader.GetString(0);
    }
}
