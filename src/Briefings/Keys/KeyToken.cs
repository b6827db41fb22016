using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Briefings.Keys;

/// <summary>A key as its owner holds it: <c>brf_</c>, the id in 12 hexadecimal digits, <c>_</c>, and 256 random bits in base64url.</summary>
public sealed record KeyToken(string Id, string Secret)
{
    const string Prefix = "brf_";
    const int IdLength = 12;
    const int SecretBytes = 32;
    const int SecretLength = 43;

    public static KeyToken Create() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2)), NewSecret());

    /// <summary>256 random bits in base64url.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The key that a text spells, or <c>null</c> when it spells none.</summary>
    public static KeyToken? Parse(string text)
    {
        if (text.Length != Prefix.Length + IdLength + 1 + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var id = text[Prefix.Length..(Prefix.Length + IdLength)];
        var secret = text[^SecretLength..];
        return text[Prefix.Length + IdLength] == '_' && id.All(char.IsAsciiHexDigitLower) && IsSecret(secret) ? new KeyToken(id, secret) : null;
    }

    /// <summary>Whether a text can be a secret of this length at all.</summary>
    public static bool IsSecret(string text) => text.Length == SecretLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>What is stored of a secret. 256 random bits cannot be guessed, so one round of SHA-256 is enough.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    public override string ToString() => $"{Prefix}{Id}_{Secret}";
}
