using System.Runtime.InteropServices;

namespace Briefings.EventStore;

/// <summary>A Bloom filter of 8 MB: which keys were surely never added. One in a hundred of the others is taken for added at five million.</summary>
sealed class KeyFilter
{
    const int Bits = 1 << 26;

    readonly ulong[] words = new ulong[Bits / 64];

    public void Add(string key)
    {
        var (first, second) = Places(key);
        words[first >> 6] |= 1UL << (first & 63);
        words[second >> 6] |= 1UL << (second & 63);
    }

    public bool Contains(string key)
    {
        var (first, second) = Places(key);
        return (words[first >> 6] >> (first & 63) & 1) != 0 && (words[second >> 6] >> (second & 63) & 1) != 0;
    }

    // FNV-1a, 64 bits.
    static (int First, int Second) Places(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in MemoryMarshal.AsBytes(key.AsSpan()))
            hash = (hash ^ part) * 1099511628211UL;
        return ((int)(hash % Bits), (int)((hash >> 32) % Bits));
    }
}
