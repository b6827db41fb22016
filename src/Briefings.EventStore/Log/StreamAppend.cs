namespace Briefings.EventStore;

/// <summary>Events for one stream. Many of them make one atomic commit.</summary>
/// <param name="ExpectedVersion">The version the writer believes the stream has, or one of <see cref="EventStore.ExpectedVersion"/>.</param>
public sealed record StreamAppend(string Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events, EventMetadata? Metadata = null);

/// <summary>Where an append ended.</summary>
/// <param name="Version">Version of the stream after its last event.</param>
/// <param name="Position">Position of its last event.</param>
/// <param name="AlreadyAppended">Whether the same events had been recorded before; nothing was written then.</param>
public sealed record AppendResult(string Stream, long Version, long Position, bool AlreadyAppended);

/// <summary>What a writer may expect instead of a number.</summary>
public static class ExpectedVersion
{
    /// <summary>Whatever version the stream has.</summary>
    public const long Any = -1;

    /// <summary>The stream has no event.</summary>
    public const long NoStream = 0;
}

/// <summary>Another writer appended first. Read again and decide again.</summary>
public sealed class WrongExpectedVersionException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Some events of an append are recorded and some are not, or they stand in another stream.</summary>
public sealed class DuplicateEventException(string message, Exception? cause = null) : Exception(message, cause);
