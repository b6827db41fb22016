using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Briefings.Host.Http;

/// <summary>How much one connection may ask for, and how slowly.</summary>
static class HttpLimits
{
    /// <summary>The largest body a route accepts unless it says otherwise.</summary>
    public const long MaxBodyBytes = 1 << 20;

    /// <summary>How long a request may take, the live stream excepted, unless its route says otherwise.</summary>
    static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(2);

    public static void Apply(RequestTimeoutOptions timeouts) => timeouts.DefaultPolicy = new RequestTimeoutPolicy
    {
        Timeout = RequestTimeout,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = http => Problems.Write(http, StatusCodes.Status503ServiceUnavailable, "The answer took too long. Ask for less at once."),
    };

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MaxConcurrentConnections = 4_000;
    }
}
