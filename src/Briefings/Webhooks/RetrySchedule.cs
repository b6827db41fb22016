using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Briefings.Webhooks;

/// <summary>When a delivery is attempted again.</summary>
public static class RetrySchedule
{
    /// <summary>The wait before each attempt; the first is made at once.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Waits are shorter or longer by up to this share, so that endpoints that failed together are not asked again together.</summary>
    const double Jitter = 0.2;

    /// <summary>An endpoint is not kept waiting for longer at its own word.</summary>
    public static TimeSpan LongestRetryAfter { get; } = TimeSpan.FromHours(24);

    /// <summary>The wait after an attempt that failed; <c>null</c> after the last one.</summary>
    /// <param name="attempts">Attempts made, from 1.</param>
    /// <param name="seed">Names the delivery: the same one always waits the same.</param>
    public static TimeSpan? After(int attempts, string seed, double scale) =>
        attempts < Waits.Count ? Waits[attempts] * ((1 + Spread(attempts, seed)) * scale) : null;

    /// <summary>What an answer says in Retry-After, as seconds or as a date; <c>null</c> when it says nothing that can be used.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter is { Delta: { } delta } ? delta
            : headers.RetryAfter is { Date: { } date } ? date - now
            : (TimeSpan?)null;
        return wait is not { } found || found <= TimeSpan.Zero ? null : found < LongestRetryAfter ? found : LongestRetryAfter;
    }

    static double Spread(int attempts, string seed)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {attempts}")));
        return ((BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue) * 2 * Jitter) - Jitter;
    }
}
