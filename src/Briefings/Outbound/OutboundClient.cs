using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Briefings.Outbound;

/// <summary>How long one request may take and how much of its answer is read.</summary>
/// <param name="TimeOut">Over looking up, connecting, headers and body.</param>
/// <param name="MaxBody">Bytes of the body after decompression; what is beyond is not read.</param>
public sealed record OutboundLimits(TimeSpan TimeOut, int MaxBody);

/// <summary>What came back.</summary>
/// <param name="Headers">Of the answer itself.</param>
/// <param name="ContentHeaders">Of its body; the encoding is undone already.</param>
/// <param name="Body">After decompression, at most as much as was allowed.</param>
/// <param name="IsCut">Whether more of the body was to come.</param>
/// <param name="IsBroken">Whether the body ended before it was whole, or could not be decompressed.</param>
public sealed record OutboundAnswer(
    Uri Address, HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Body, bool IsCut, bool IsBroken)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>
/// The one HTTP client for addresses that come from outside: checked at every connection (<see cref="OutboundConnector"/>), no
/// proxy, no cookies, no credentials, no redirects followed, bounded time and size. Safe to share between threads.
/// </summary>
public sealed class OutboundClient : IDisposable
{
    /// <summary>A connection is closed after this time, so that a changed name or rule takes effect.</summary>
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    readonly OutboundOptions options;
    readonly TimeProvider time;
    readonly HttpMessageInvoker http;

    public OutboundClient(OutboundOptions options, TimeProvider time, OutboundConnector? connector = null)
    {
        this.options = options;
        this.time = time;
        var opener = connector ?? new OutboundConnector(options);
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            Credentials = null,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = IdleTime,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = (context, cancellation) => opener.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation),
        });
    }

    /// <summary>Sends one request and reads its answer. A redirect is an answer like any other.</summary>
    /// <exception cref="OutboundException">There is no usable answer; <see cref="OutboundException.Failure"/> says why.</exception>
    public async Task<OutboundAnswer> Send(HttpRequestMessage request, OutboundLimits limits, CancellationToken cancellation)
    {
        var address = request.RequestUri ?? throw new ArgumentException("Expected a request with an address.", nameof(request));
        if (OutboundUrl.Problem(address, options) is { } problem)
        {
            throw new OutboundException(OutboundFailure.Blocked, problem);
        }

        if (request.Headers.UserAgent.Count == 0)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", OutboundOptions.UserAgent);
        }

        using var clock = new CancellationTokenSource(limits.TimeOut, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            var (body, isCut, isBroken) = await Read(response.Content, limits.MaxBody, both.Token);
            return new(address, response.StatusCode, response.Headers, response.Content.Headers, body, isCut, isBroken);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new OutboundException(OutboundFailure.TimedOut, FormattableString.Invariant($"No whole answer within {limits.TimeOut.TotalSeconds:0.#} seconds."));
        }
        catch (HttpRequestException e)
        {
            throw Explained(e);
        }
    }

    static async Task<(byte[] Body, bool IsCut, bool IsBroken)> Read(HttpContent content, int limit, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Math.Min(limit + 1L, content.Headers.ContentLength is { } length and >= 0 ? Math.Min(length + 1, 64 << 10) : 4096)];
        var filled = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellation);
                filled += read;
                if (read == 0 || filled > limit)
                {
                    return (buffer[..Math.Min(filled, limit)], filled > limit, false);
                }

                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or HttpRequestException)
        {
            return (buffer[..filled], false, true);
        }
    }

    static OutboundException Explained(HttpRequestException e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OutboundException known:
                    return known;
                case AuthenticationException:
                    return new(OutboundFailure.Tls, "The TLS handshake failed: the certificate is not trusted or the protocols do not fit.", e);
                case SocketException or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return new(OutboundFailure.Closed, "The connection was closed without an answer.", e);
                default:
                    break;
            }
        }

        return e.HttpRequestError switch
        {
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new(OutboundFailure.NoHttp, "The answer is not HTTP as it should be.", e),
            HttpRequestError.SecureConnectionError => new(OutboundFailure.Tls, "The TLS handshake failed.", e),
            _ => new(OutboundFailure.Closed, "The connection was closed without an answer.", e),
        };
    }

    public void Dispose() => http.Dispose();
}
