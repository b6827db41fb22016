using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Briefings.Keys;

/// <summary>Checks keys for a server: remembers each for half a second, so that a revocation is felt within one. Safe to share between threads.</summary>
public sealed class KeyRing(ApiKeys keys, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, DateTimeOffset> uses = new(StringComparer.Ordinal);

    sealed record Known(ApiKey Key, byte[] SecretHash, long ReadAt);

    /// <summary>The key of a token whatever its state, or <c>null</c> when there is none or its secret is another.</summary>
    public async ValueTask<ApiKey?> Find(KeyToken token, CancellationToken cancellation)
    {
        var found = await Read(token.Id, cancellation);
        var same = CryptographicOperations.FixedTimeEquals(KeyToken.Hash(token.Secret), found?.SecretHash ?? NoHash);
        if (found is null || !same)
        {
            return null;
        }

        uses[token.Id] = clock.GetUtcNow();
        return found.Key;
    }

    /// <summary>Whether a key that was let in would be let in again.</summary>
    public async ValueTask<bool> IsActive(string id, CancellationToken cancellation) =>
        await Read(id, cancellation) is { } found && found.Key.StateAt(clock.GetUtcNow()) is KeyState.Active;

    async ValueTask<Known?> Read(string id, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var remembered) && clock.GetElapsedTime(remembered.ReadAt) < Fresh)
        {
            return remembered;
        }

        // Before the question, so that an answer is never taken for younger than it is.
        var now = clock.GetTimestamp();
        if (await keys.Find(id, cancellation) is not var (key, hash))
        {
            return null;
        }

        return known[id] = new Known(key, hash, now);
    }

    /// <summary>Writes down the last uses met since the last call.</summary>
    public async Task RecordUses(CancellationToken cancellation)
    {
        var met = uses.ToArray();
        if (met.Length == 0)
        {
            return;
        }

        await keys.RecordUse(met, cancellation);
        foreach (var use in met)
        {
            uses.TryRemove(use);
        }
    }
}
