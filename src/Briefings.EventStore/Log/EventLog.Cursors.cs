using System.Globalization;
using Npgsql;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    // language=sql
    const string ReadEpoch = "select briefings.log_epoch()";

    /// <summary>Token of the log's epoch; another one after a restore from backup, a fail-over or a copy.</summary>
    public async Task<string> Epoch(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(ReadEpoch);
        return (string)(await command.ExecuteScalarAsync(cancellation) ?? throw new InvalidOperationException("Expected an epoch, found none."));
    }

    /// <summary>The cursor to hand out for a position. For many positions ask for <see cref="Epoch"/> once and make them from it.</summary>
    public async Task<LogCursor> CursorAt(long position, CancellationToken cancellation = default) =>
        new(await Epoch(cancellation), position);

    /// <summary>The position to read after for a cursor as text, or for a bare position, which is taken as it is.</summary>
    /// <exception cref="LogCursorException">It is neither, or a cursor that this log cannot continue.</exception>
    public async Task<long> Resolve(string cursor, CancellationToken cancellation = default) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : LogCursor.TryParse(cursor, out var parsed) ? await Resolve(parsed, cancellation)
        : throw new LogCursorException($"Expected a position such as 42 or a cursor such as 5f3a9c0b21de-42, found \"{cursor}\".");

    // language=sql
    const string ReadEpochs = "select number, token, shared_position, after_position, reason, began_at from briefings.epochs order by number";

    /// <summary>The position to read after for a cursor.</summary>
    /// <remarks>
    /// A cursor of an earlier epoch goes on where all later epochs still have the events before it; above that it is
    /// refused, since its reader has seen events that this log no longer has.
    /// </remarks>
    /// <exception cref="LogCursorException">The cursor is of another log, of a lost part of this one, or above its end.</exception>
    public async Task<long> Resolve(LogCursor cursor, CancellationToken cancellation = default)
    {
        await Epoch(cancellation);
        var epochs = await Epochs(cancellation);
        if (epochs.FirstOrDefault(e => string.Equals(e.Token, cursor.Epoch, StringComparison.Ordinal)) is not { } own)
            throw new LogCursorException($"Expected a cursor of this log, whose epoch is {epochs[^1].Token}, found {cursor} of another log. Read from the beginning: after 0.");
        var later = epochs.Where(e => e.Number > own.Number).ToList();
        if (later.Count > 0 && later.Min(e => e.SharedPosition) is var shared && cursor.Position > shared)
        {
            throw new LogCursorException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected a cursor of epoch {epochs[^1].Token}, found {cursor}: the log was restored or copied ({later[0].BeganAt:yyyy-MM-dd HH:mm}Z), and what stood after position {shared} may be gone. Drop what you hold after it and go on after {epochs[^1].Token}-{shared}."));
        }

        var (_, taken) = await Mark(cancellation);
        return cursor.Position <= taken
            ? cursor.Position
            : throw new LogCursorException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected a cursor at or below position {taken}, found {cursor}. If the database was restored from a backup, say so with: briefings migrate --after-restore"));
    }

    /// <summary>The lives of this log, the oldest first.</summary>
    public async Task<IReadOnlyList<LogEpoch>> Epochs(CancellationToken cancellation = default)
    {
        var epochs = new List<LogEpoch>();
        await using var command = database.CreateCommand(ReadEpochs);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            epochs.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4), reader.Instant(5)));
        return epochs;
    }

    // Nothing is appended while an epoch begins: writers wait at the table.
    // language=sql
    const string HoldAppends = "lock table briefings.events in share row exclusive mode";

    // language=sql
    const string BeginEpochNow = "select briefings.begin_epoch($1, $2)";

    /// <summary>
    /// Declares that the database was restored from a backup in a way it cannot see by itself. Positions go on far above
    /// those that were ever handed out, and cursors handed out before are refused above the position shared with the backup.
    /// </summary>
    /// <param name="sharedPosition">The last position of the backup. Defaults to 0: every earlier cursor is refused.</param>
    /// <returns>The token of the epoch that begins.</returns>
    public async Task<string> BeginEpoch(long sharedPosition = 0, CancellationToken cancellation = default)
    {
        await Epoch(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellation);
        await using (var hold = new NpgsqlCommand(HoldAppends, connection))
            await hold.ExecuteNonQueryAsync(cancellation);
        await using var begin = new NpgsqlCommand(BeginEpochNow, connection)
        {
            Parameters = { new() { Value = "declared: restored from a backup" }, new() { Value = sharedPosition } },
        };
        var token = (string)(await begin.ExecuteScalarAsync(cancellation))!;
        await transaction.CommitAsync(cancellation);
        return token;
    }
}

/// <summary>One life of the log, from one restore to the next.</summary>
/// <param name="SharedPosition">At or below it, positions mean the same events as in the epochs before.</param>
/// <param name="AfterPosition">Its own positions are above it.</param>
public sealed record LogEpoch(int Number, string Token, long SharedPosition, long AfterPosition, string Reason, DateTimeOffset BeganAt);
