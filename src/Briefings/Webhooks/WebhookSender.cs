using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Briefings.Outbound;

namespace Briefings.Webhooks;

/// <summary>What became of one attempt.</summary>
/// <param name="Status">Of the answer; <c>null</c> when there was none.</param>
/// <param name="Failure">Why it does not count as delivered; <c>null</c> when it does.</param>
/// <param name="Answer">The first bytes of the answer's body, as text.</param>
public sealed record WebhookAttempt(DateTimeOffset At, TimeSpan Took, HttpStatusCode? Status, string? Failure, string Answer, TimeSpan? RetryAfter)
{
    public bool IsDelivered => Failure is null;
}

/// <summary>Whether an endpoint consents to be sent to.</summary>
/// <param name="PerSecond">How many requests a second it allows; <c>null</c> for any.</param>
public sealed record WebhookConsent(bool IsGiven, double? PerSecond, string Reason);

/// <summary>Makes single requests to endpoints.</summary>
public sealed class WebhookSender(OutboundClient client, WebhookOptions options, TimeProvider clock)
{
    /// <summary>How much of an answer is kept for the log of attempts, in characters.</summary>
    const int KeptOfAnswer = 200;

    static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Makes one attempt; never throws for what the endpoint does.</summary>
    /// <param name="secrets">What to sign with, the newest first.</param>
    /// <param name="headers">The customer's own.</param>
    public async Task<WebhookAttempt> Send(
        Uri url, WebhookMessage message, IEnumerable<string> secrets, IReadOnlyDictionary<string, string>? headers, string? origin, CancellationToken cancellation)
    {
        var (now, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var content = new ByteArrayContent(message.Body);
        content.Headers.ContentType = Json;
        request.Content = content;
        Sign(request, message, secrets, now);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        try
        {
            var answer = await client.Send(request, new OutboundLimits(options.TimeOut, options.MaxAnswer), cancellation);
            return new(
                now, clock.GetElapsedTime(started), answer.Status, answer.IsSuccess ? answer.IsBroken ? "The answer ended before it was whole." : null : Failed(answer.Status), Shown(answer.Body),
                answer.IsSuccess ? null : RetrySchedule.RetryAfter(answer.Headers, clock.GetUtcNow()));
        }
        catch (OutboundException e)
        {
            return new(now, clock.GetElapsedTime(started), null, e.Message, "", null);
        }
    }

    static void Sign(HttpRequestMessage request, WebhookMessage message, IEnumerable<string> secrets, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        request.Headers.TryAddWithoutValidation(WebhookSignature.IdHeader, message.Id);
        request.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, WebhookSignature.Header(secrets, message.Id, timestamp, message.Body));
    }

    static string Failed(HttpStatusCode status) => (int)status is >= 300 and < 400
        ? string.Create(CultureInfo.InvariantCulture, $"The endpoint answered {(int)status}; redirects are not followed.")
        : string.Create(CultureInfo.InvariantCulture, $"The endpoint answered {(int)status}.");

    static string Shown(byte[] body)
    {
        if (body.Length == 0)
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, KeptOfAnswer)));
        return string.Create(text.Length, text, (shown, source) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }

    /// <summary>The validation handshake of CloudEvents web hooks (HTTP 1.1 Web Hooks for Event Delivery, section 4).</summary>
    public async Task<WebhookConsent> AskConsent(Uri url, string origin, double? perSecond, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, url);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
        if (perSecond is { } rate)
        {
            request.Headers.TryAddWithoutValidation("WebHook-Request-Rate", Math.Max(1, Math.Floor(rate * 60)).ToString(CultureInfo.InvariantCulture));
        }

        try
        {
            var answer = await client.Send(request, new OutboundLimits(options.TimeOut, options.MaxAnswer), cancellation);
            return Consent(answer, origin, perSecond);
        }
        catch (OutboundException e)
        {
            return new(false, null, $"The endpoint did not answer the handshake: {e.Message}");
        }
    }

    static WebhookConsent Consent(OutboundAnswer answer, string origin, double? perSecond)
    {
        // The status says nothing: many servers answer OPTIONS by themselves.
        var allowed = answer.Headers.TryGetValues("WebHook-Allowed-Origin", out var origins) ? string.Join(',', origins).Trim() : null;
        if (allowed != "*" && !string.Equals(allowed, origin, StringComparison.OrdinalIgnoreCase))
        {
            return new(false, null, $"The endpoint does not consent: expected WebHook-Allowed-Origin: {origin} or *, found {(allowed is null ? "no such header" : "another name")}.");
        }

        var rate = answer.Headers.TryGetValues("WebHook-Allowed-Rate", out var rates) ? string.Concat(rates).Trim() : "*";
        var allowedPerSecond = int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var perMinute) && perMinute > 0 ? perMinute / 60.0 : (double?)null;
        return new(true, allowedPerSecond is { } limit && perSecond is { } wanted ? Math.Min(limit, wanted) : allowedPerSecond, "");
    }
}
