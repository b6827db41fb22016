using System.Globalization;
using System.Text.RegularExpressions;

namespace Briefings.EventStore;

/// <summary>
/// A place in the log that stays true over restores from backup: the epoch it was handed out in, and a position. Readers
/// are given it as opaque text and hand it back; see <see cref="EventLog.Resolve(LogCursor, CancellationToken)"/>.
/// </summary>
/// <param name="Epoch">Token of the log's epoch, 12 hexadecimal digits.</param>
/// <param name="Position">The last position read.</param>
public readonly partial record struct LogCursor(string Epoch, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Position}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out LogCursor cursor)
    {
        cursor = default;
        if (text is null || Form().Match(text) is not { Success: true } match
            || !long.TryParse(match.Groups["position"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return false;
        cursor = new(match.Groups["epoch"].Value, position);
        return true;
    }

    [GeneratedRegex("^(?<epoch>[0-9a-f]{12})-(?<position>[0-9]{1,19})\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

/// <summary>A cursor is of another life of the log, or of another log: the events behind it cannot be continued.</summary>
public sealed class LogCursorException(string message) : Exception(message);
