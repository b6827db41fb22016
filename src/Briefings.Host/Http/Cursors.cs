using System.Globalization;
using Briefings.EventStore;

namespace Briefings.Host.Http;

/// <summary>Cursors as users hold them: opaque text, or a bare position.</summary>
static class Cursors
{
    const int MaxLength = 100;
    const string Epoch = "000000000000-";

    /// <summary>The position to read after.</summary>
    /// <exception cref="BadHttpRequestException">It is neither a cursor nor a position.</exception>
    public static Task<long> Resolve(EventLog log, string text, CancellationToken cancellation)
    {
        var digits = text.StartsWith(Epoch, StringComparison.Ordinal) ? text[Epoch.Length..] : text;
        return text.Length <= MaxLength && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? Task.FromResult(position)
            : throw QueryValues.Bad("after", "a cursor that a page or the stream gave, or a position", text);
    }

    /// <summary>Makes cursors for positions of the log as it is now.</summary>
    public static Task<Func<long, string>> Issuer(EventLog log, CancellationToken cancellation) =>
        Task.FromResult<Func<long, string>>(position => string.Create(CultureInfo.InvariantCulture, $"{Epoch}{position}"));
}
