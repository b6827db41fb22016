namespace Briefings.EventStore;

/// <summary>Whether a partition of the log is still written to.</summary>
public enum PartitionState
{
    /// <summary>Made before it is needed; empty.</summary>
    Ahead,

    /// <summary>Positions in it are being taken, or may not be settled yet.</summary>
    Open,

    /// <summary>A later one is in use and nothing will be added to this one; streams whose events all lie in closed partitions are closed.</summary>
    Closed,

    /// <summary>Closed and packed: dense indexes, frozen rows. It is read like any other.</summary>
    Archived,
}

/// <summary>A stretch of the log that is stored as a table of its own.</summary>
/// <param name="Name">Of its table, in the schema `briefings`.</param>
/// <param name="First">The lowest position in it.</param>
/// <param name="Bound">The position above the highest in it.</param>
/// <param name="EventsEstimate">How many events PostgreSQL believes are in it; null if it has not looked yet.</param>
/// <param name="RowBytes">Bytes on disk of its rows.</param>
/// <param name="Archiving">How it was packed last; null if it never was.</param>
public sealed record LogPartition(
    string Name, long First, long Bound, PartitionState State, long? EventsEstimate, long RowBytes, long IndexBytes,
    DateTimeOffset? FirstRecordedAt, DateTimeOffset? LastRecordedAt, string Tablespace, PartitionArchiving? Archiving);

/// <summary>The record of a packing: who, when, why, where to, and bytes on disk before and after.</summary>
public sealed record PartitionArchiving(
    DateTimeOffset At, string By, string Reason, string Tablespace, long BytesBefore, long BytesAfter);

/// <summary>A partition cannot be packed as asked; nothing was changed.</summary>
public sealed class ArchiveRefusedException(string message) : Exception(message);
