using System.Security.Cryptography;
using System.Text;

namespace Briefings.Secrets;

/// <summary>
/// Keeps secrets encrypted in the database: AES-256-GCM, a nonce of its own for each, bound to what it is the secret of.
/// Whoever has the database but not the key has nothing. Without the key the sealed secrets are lost and have to be renewed.
/// </summary>
public sealed class SecretBox : IDisposable
{
    /// <summary>Names the key: 32 bytes in base64. All nodes on one database need the same.</summary>
    public const string KeyVariable = "BRIEFINGS_SECRET_KEY";

    /// <summary>Holds the key when the environment names none, in the data folder, for its owner only.</summary>
    public const string KeyFile = "secret.key";

    const int KeySize = 32, NonceSize = 12, TagSize = 16;

    const byte Format = 1;

    readonly AesGcm cipher;
    readonly byte[] tagKey;

    /// <param name="key">32 bytes.</param>
    public SecretBox(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize)
        {
            throw new SecretKeyException($"Expected a key of {KeySize} bytes, found {key.Length}.");
        }

        cipher = new AesGcm(key, TagSize);
        tagKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), KeySize, info: "briefings tags"u8.ToArray());
    }

    /// <summary>32 bytes that nobody without the key can make for a text; the same for the same text.</summary>
    public byte[] Tag(string text) => HMACSHA256.HashData(tagKey, Encoding.UTF8.GetBytes(text));

    /// <summary>The box whose key the environment names, or else the key file of a folder, made if it is not there.</summary>
    /// <exception cref="SecretKeyException">What is there is no key.</exception>
    public static SecretBox Open(string folder, Func<string, string?> variable)
    {
        if (variable(KeyVariable) is { Length: > 0 } named)
        {
            return new SecretBox(Key(named, KeyVariable));
        }

        var path = Path.Combine(folder, KeyFile);
        if (!File.Exists(path))
        {
            Create(folder, path);
        }

        return new SecretBox(Key(File.ReadAllText(path), path));
    }

    /// <param name="purpose">What it is the secret of; the same is needed to open it.</param>
    public byte[] Seal(string secret, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[1 + NonceSize + TagSize + plain.Length];
        sealedBytes[0] = Format;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(1 + NonceSize + TagSize), sealedBytes.AsSpan(1 + NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return sealedBytes;
    }

    /// <summary>The secret, or <c>null</c> when it was sealed with another key or for another purpose.</summary>
    public string? TryOpen(ReadOnlySpan<byte> sealedBytes, string purpose)
    {
        if (sealedBytes.Length < 1 + NonceSize + TagSize || sealedBytes[0] != Format)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length - 1 - NonceSize - TagSize];
        try
        {
            cipher.Decrypt(sealedBytes.Slice(1, NonceSize), sealedBytes[(1 + NonceSize + TagSize)..], sealedBytes.Slice(1 + NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static byte[] Key(string written, string where)
    {
        var key = new byte[KeySize];
        return Convert.TryFromBase64String(written.Trim(), key, out var length) && length == KeySize
            ? key
            : throw new SecretKeyException($"Expected {where} to hold {KeySize} bytes in base64 (as `openssl rand -base64 32` prints them).");
    }

    /// <summary>Whoever comes first writes the file whole; the others read it.</summary>
    static void Create(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $"{KeyFile}.{Environment.ProcessId}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(new FileStream(draft, options)))
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize)));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    public void Dispose() => cipher.Dispose();
}

/// <summary>The key that secrets are encrypted with cannot be used.</summary>
public sealed class SecretKeyException(string message) : Exception(message);
