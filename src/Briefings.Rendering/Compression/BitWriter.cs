namespace Briefings.Rendering.Compression;

/// <summary>Bits into bytes, lowest bit first.</summary>
sealed class BitWriter(int capacity)
{
    byte[] bytes = new byte[Math.Max(16, capacity)];
    int length;
    ulong pending;
    int pendingBits;

    /// <param name="count">At most 32.</param>
    public void Write(int value, int count)
    {
        pending |= (ulong)(uint)value << pendingBits;
        pendingBits += count;
        while (pendingBits >= 8)
        {
            Byte((byte)pending);
            pending >>= 8;
            pendingBits -= 8;
        }
    }

    /// <summary>Fills the last byte with zeros and adds whole bytes behind it.</summary>
    public byte[] Finish(ReadOnlySpan<byte> trailer)
    {
        if (pendingBits > 0)
        {
            Byte((byte)pending);
        }

        foreach (var value in trailer)
        {
            Byte(value);
        }

        return bytes[..length];
    }

    void Byte(byte value)
    {
        if (length == bytes.Length)
        {
            Array.Resize(ref bytes, 2 * length);
        }

        bytes[length++] = value;
    }
}
