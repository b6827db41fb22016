using System.Globalization;
using System.Threading.RateLimiting;

namespace Briefings.Host.Http.Access;

/// <summary>How often one key may ask, and how often one address may ask without a valid one.</summary>
sealed class RateLimits : IDisposable
{
    /// <summary>Requests a second that a key has by default, over time; ten times as many at once.</summary>
    public const int DefaultPerSecond = 100;

    const int BurstSeconds = 10;
    const int FailuresPerSecond = 5;
    const int FailuresAtOnce = 100;

    readonly PartitionedRateLimiter<string>? requests;
    readonly PartitionedRateLimiter<string>? failures;

    /// <param name="perSecond">0 for no limits at all.</param>
    public RateLimits(int perSecond)
    {
        requests = perSecond == 0 ? null : Limiter(perSecond, perSecond * BurstSeconds);
        failures = perSecond == 0 ? null : Limiter(FailuresPerSecond, FailuresAtOnce);
    }

    static PartitionedRateLimiter<string> Limiter(int perSecond, int atOnce) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }), StringComparer.Ordinal);

    /// <summary>Whether a caller may ask now; if not, 429 is answered.</summary>
    public async ValueTask<bool> Allows(HttpContext http, Caller caller)
    {
        using var lease = requests?.AttemptAcquire(caller.Name);
        return lease is null or { IsAcquired: true } || await Refuse(http, lease);
    }

    /// <summary>Whether an address that brought no valid key is told so; if not, 429 is answered. Valid keys from there are not held up.</summary>
    public async ValueTask<bool> AllowsFailure(HttpContext http)
    {
        using var lease = failures?.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "");
        return lease is null or { IsAcquired: true } || await Refuse(http, lease);
    }

    static async Task<bool> Refuse(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problems.Write(http, StatusCodes.Status429TooManyRequests, $"Expected fewer requests. Send the next one in {wait} s.");
        return false;
    }

    public void Dispose()
    {
        requests?.Dispose();
        failures?.Dispose();
    }
}
