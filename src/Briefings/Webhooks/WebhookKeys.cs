using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Briefings.Webhooks;

/// <summary>Ed25519 keys (RFC 8032) in the form of Standard Webhooks: <c>whsk_</c> holds seed and public key, <c>whpk_</c> the public key.</summary>
public static class WebhookKeys
{
    const int SeedSize = 32, PublicSize = 32;

    public static string Create()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        return WebhookSecret.PrivatePrefix + Convert.ToBase64String([.. key.GetEncoded(), .. key.GeneratePublicKey().GetEncoded()]);
    }

    /// <summary>The public key to give to the receiver.</summary>
    /// <exception cref="FormatException">It is no private key.</exception>
    public static string Public(string privateKey) => WebhookSecret.PublicPrefix + Convert.ToBase64String(Private(privateKey).GeneratePublicKey().GetEncoded());

    /// <exception cref="FormatException">It is no private key.</exception>
    public static byte[] Sign(string privateKey, byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, Private(privateKey));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    public static bool Verify(string publicKey, byte[] message, byte[] signature)
    {
        if (!WebhookSecret.TryDecode(publicKey[WebhookSecret.PublicPrefix.Length..], out var key) || key.Length != PublicSize || signature.Length != 2 * SeedSize)
        {
            return false;
        }

        var signer = new Ed25519Signer();
        signer.Init(forSigning: false, new Ed25519PublicKeyParameters(key));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.VerifySignature(signature);
    }

    static Ed25519PrivateKeyParameters Private(string privateKey) =>
        privateKey.StartsWith(WebhookSecret.PrivatePrefix, StringComparison.Ordinal)
        && WebhookSecret.TryDecode(privateKey[WebhookSecret.PrivatePrefix.Length..], out var key) && key.Length is SeedSize or SeedSize + PublicSize
            ? new Ed25519PrivateKeyParameters(key.AsSpan(0, SeedSize).ToArray())
            : throw new FormatException("Expected whsk_ and a seed of 32 bytes, with or without the public key behind it.");
}
