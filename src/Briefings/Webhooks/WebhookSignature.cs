using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Briefings.Webhooks;

/// <summary>Signatures of Standard Webhooks 1.0: over <c>id.timestamp.body</c>, the body as its bytes.</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id", TimestampHeader = "webhook-timestamp", SignatureHeader = "webhook-signature";

    /// <summary>How far a timestamp may be from the receiver's clock.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary><c>v1,…</c> for a symmetric secret, <c>v1a,…</c> for a private key.</summary>
    /// <exception cref="FormatException">The secret is none.</exception>
    public static string Sign(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var signed = Content(id, timestamp.ToString(CultureInfo.InvariantCulture), body);
        return secret.StartsWith(WebhookSecret.PrivatePrefix, StringComparison.Ordinal)
            ? "v1a," + Convert.ToBase64String(WebhookKeys.Sign(secret, signed))
            : "v1," + Convert.ToBase64String(HMACSHA256.HashData(WebhookSecret.Key(secret), signed));
    }

    /// <summary>Signatures with several secrets, as the header has them: the newest first, separated by spaces.</summary>
    public static string Header(IEnumerable<string> secrets, string id, long timestamp, byte[] body) =>
        string.Join(' ', secrets.Select(s => Sign(s, id, timestamp, body)));

    /// <summary>What a receiver does: whether one of the signatures is one of its secrets' or public keys', and fresh.</summary>
    public static bool Verify(IEnumerable<string> secrets, string? id, string? timestamp, string? signatures, byte[] body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || signatures is null || timestamp is null || !IsFresh(timestamp, now))
        {
            return false;
        }

        var signed = Content(id, timestamp, body);
        var given = signatures.Split(' ').Select(s => s.Split(',')).Where(s => s.Length == 2).ToList();
        return secrets.Any(secret => given.Any(g => WebhookSecret.TryDecode(g[1], out var signature) && IsOf(secret, g[0], signature, signed)));
    }

    static bool IsOf(string secret, string version, byte[] signature, byte[] signed) => version switch
    {
        "v1" => !secret.StartsWith(WebhookSecret.PublicPrefix, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(WebhookSecret.Key(secret), signed), signature),
        "v1a" => secret.StartsWith(WebhookSecret.PublicPrefix, StringComparison.Ordinal) && WebhookKeys.Verify(secret, signed, signature),
        _ => false,
    };

    static bool IsFresh(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)Tolerance.TotalSeconds;

    static byte[] Content(string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var content = new byte[head.Length + body.Length];
        head.CopyTo(content, 0);
        body.CopyTo(content.AsSpan(head.Length));
        return content;
    }
}
