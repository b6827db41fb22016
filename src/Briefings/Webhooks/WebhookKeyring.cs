using System.Globalization;
using System.Text.Json;
using Briefings.Secrets;

namespace Briefings.Webhooks;

/// <summary>What a subscription signs with: the current secrets and, for a while after a rotation, the ones before.</summary>
/// <param name="PreviousUntil">When the previous ones stop signing.</param>
public sealed record WebhookKeyring(string Secret, string? PrivateKey, string? PreviousSecret = null, string? PreviousPrivateKey = null, DateTimeOffset? PreviousUntil = null)
{
    public static WebhookKeyring Create(string? secret, bool asymmetric) => new(secret ?? WebhookSecret.Create(), asymmetric ? WebhookKeys.Create() : null);

    /// <summary>What to sign with at a moment, the newest first.</summary>
    public IEnumerable<string> At(DateTimeOffset now)
    {
        string?[] keys = PreviousUntil > now ? [Secret, PreviousSecret, PrivateKey, PreviousPrivateKey] : [Secret, PrivateKey];
        return keys.OfType<string>();
    }

    public WebhookKeyring Rotated(DateTimeOffset previousUntil, string? secret) => new(
        secret ?? WebhookSecret.Create(), PrivateKey is null ? null : WebhookKeys.Create(), Secret, PrivateKey, previousUntil);

    public byte[] Seal(SecretBox box, string webhook) => box.Seal(JsonSerializer.Serialize(this, BriefingsJson.Options), Purpose(webhook, "secrets"));

    /// <summary><c>null</c> when it was sealed with another key.</summary>
    public static WebhookKeyring? TryOpen(SecretBox box, byte[] sealedBytes, string webhook) =>
        box.TryOpen(sealedBytes, Purpose(webhook, "secrets")) is { } json ? JsonSerializer.Deserialize<WebhookKeyring>(json, BriefingsJson.Options) : null;

    public static byte[] SealHeaders(SecretBox box, IReadOnlyDictionary<string, string> headers, string webhook) =>
        box.Seal(JsonSerializer.Serialize(headers, BriefingsJson.Options), Purpose(webhook, "headers"));

    public static IReadOnlyDictionary<string, string>? TryOpenHeaders(SecretBox box, byte[] sealedBytes, string webhook) =>
        box.TryOpen(sealedBytes, Purpose(webhook, "headers")) is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json, BriefingsJson.Options) : null;

    static string Purpose(string webhook, string what) => string.Create(CultureInfo.InvariantCulture, $"webhook {webhook} {what}");
}
