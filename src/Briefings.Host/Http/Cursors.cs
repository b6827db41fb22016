using Briefings.EventStore;

namespace Briefings.Host.Http;

/// <summary>Cursors as users hold them: opaque text, or a bare position.</summary>
static class Cursors
{
    const int MaxLength = 100;

    /// <summary>The position to read after.</summary>
    /// <exception cref="BadHttpRequestException">It is neither a cursor nor a position (400), or a cursor of which this log has lost the rest (410).</exception>
    public static async Task<long> Resolve(EventLog log, string text, CancellationToken cancellation)
    {
        if (text.Length > MaxLength || (!LogCursor.TryParse(text, out _) && !(text.Length is > 0 and < 19 && text.All(char.IsAsciiDigit))))
        {
            throw QueryValues.Bad("after", "a cursor that a page or the stream gave, or a position", text);
        }

        try
        {
            return await log.Resolve(text, cancellation);
        }
        catch (LogCursorException lost)
        {
            throw new BadHttpRequestException(lost.Message, StatusCodes.Status410Gone, lost);
        }
    }

    /// <summary>Makes cursors for positions of the log as it is now.</summary>
    public static async Task<Func<long, string>> Issuer(EventLog log, CancellationToken cancellation)
    {
        var epoch = await log.Epoch(cancellation);
        return position => new LogCursor(epoch, position).ToString();
    }
}
