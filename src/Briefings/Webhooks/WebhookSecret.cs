using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Briefings.Webhooks;

/// <summary>Secrets in the form of Standard Webhooks 1.0: a prefix and base64.</summary>
public static class WebhookSecret
{
    public const string Prefix = "whsec_", PrivatePrefix = "whsk_", PublicPrefix = "whpk_";

    /// <summary>What the specification allows, in bytes.</summary>
    const int MinBytes = 24, MaxBytes = 64;

    const int Bytes = 32;

    /// <summary>32 random bytes.</summary>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a text is a symmetric secret that may be shown to a customer: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
    public static bool IsWellFormed(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal) && TryDecode(secret[Prefix.Length..], out var key) && key.Length is >= MinBytes and <= MaxBytes;

    /// <summary>The key of a symmetric secret; the prefix may be missing, as in the libraries of the specification.</summary>
    /// <exception cref="FormatException">It is no base64, or empty.</exception>
    public static byte[] Key(string secret) =>
        TryDecode(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret, out var key) ? key : throw new FormatException("Expected a secret in base64.");

    internal static bool TryDecode(string base64, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[base64.Length];
        bytes = base64.Length > 0 && Convert.TryFromBase64String(base64, buffer, out var length) && length > 0 ? buffer[..length] : null;
        return bytes is not null;
    }
}
