using System.Globalization;

namespace Briefings.Webhooks;

/// <summary>How deliveries are made. All times are of the clock that is injected.</summary>
public sealed record WebhookOptions
{
    /// <summary>Multiplies every wait between attempts and the time after which a failing endpoint is disabled; for trials. Defaults to 1.</summary>
    public const string ScaleVariable = "BRIEFINGS_WEBHOOK_RETRY_SCALE";

    /// <summary>Where others reach this service, such as <c>https://briefings.example.org</c>; links in messages begin with it. Without it they are paths.</summary>
    public const string PublicUrlVariable = "BRIEFINGS_PUBLIC_URL";

    public double RetryScale { get; init; } = 1;

    public Uri? PublicUrl { get; init; }

    /// <summary>Over looking up, connecting, headers and body. Defaults to 15 seconds.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes of an answer that are read, after decompression. Defaults to 64 kB.</summary>
    public int MaxAnswer { get; init; } = 64 * 1024;

    /// <summary>Failing for so long without one success disables a subscription. Defaults to five days.</summary>
    public TimeSpan DisableAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long a node keeps what it claimed. Above twice <see cref="TimeOut"/>. Defaults to 60 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often everything is looked at that nothing announces. Defaults to 1 second.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Deliveries that may wait for one endpoint; beyond it, its events wait in the log. Defaults to 10,000.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>How long finished deliveries, their attempts and messages are kept. The log is kept for ever. Defaults to 30 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <exception cref="WebhookOptionsException">A variable holds something else.</exception>
    public static WebhookOptions FromEnvironment(Func<string, string?> variable) => new()
    {
        RetryScale = Scale(variable(ScaleVariable)),
        PublicUrl = PublicUrlFrom(variable),
    };

    static Uri? PublicUrlFrom(Func<string, string?> variable) => variable(PublicUrlVariable) is not { Length: > 0 } written ? null
        : Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url
        : throw new WebhookOptionsException($"Expected {PublicUrlVariable} to be an address such as https://briefings.example.org, found \"{written}\".");

    static double Scale(string? written) => written is not { Length: > 0 } ? 1
        : double.TryParse(written, CultureInfo.InvariantCulture, out var scale) && scale is > 0 and <= 100 ? scale
        : throw new WebhookOptionsException($"Expected {ScaleVariable} to be a number above 0, found \"{written}\".");
}

/// <summary>The settings for webhooks cannot be read.</summary>
public sealed class WebhookOptionsException(string message) : Exception(message);
