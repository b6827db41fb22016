using System.Buffers.Binary;
using Briefings.Rendering;

namespace Briefings.Profiles;

/// <summary>Reads the logo that a profile names: a small PNG or JPEG in the profile's own folder.</summary>
static class LogoFile
{
    const int LargestBytes = 128 * 1024;

    const int LargestSide = 2000;

    static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="folder">The profile's; <c>null</c> when it has none.</param>
    /// <param name="problem">What would have been right, when it answers <c>null</c>.</param>
    public static Logo? Read(string? folder, string file, string text, out string problem)
    {
        problem = "a PNG or JPEG file beside the profile";
        // A profile that somebody sends must not name files elsewhere on this machine.
        if (folder is null || Path.GetFileName(file) != file)
        {
            return null;
        }

        byte[] bytes;
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, file));
            problem = $"a file of at most {LargestBytes / 1024} kB";
            if (stream.Length > LargestBytes)
            {
                return null;
            }

            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"a PNG or JPEG file beside the profile, {e.Message}";
            return null;
        }

        return Of(bytes, text, out problem);
    }

    static Logo? Of(byte[] bytes, string text, out string problem)
    {
        problem = "a PNG of 8 bits a channel without interlacing, or a JPEG in grey or RGB";
        if ((PngSize(bytes) ?? JpegSize(bytes)) is not var (type, width, height))
        {
            return null;
        }

        problem = $"at most {LargestSide} by {LargestSide} pixels";
        return width is >= 1 and <= LargestSide && height is >= 1 and <= LargestSide ? new Logo(type, bytes, width, height, text) : null;
    }

    /// <summary>From the first chunk (PNG, ISO/IEC 15948).</summary>
    static (string Type, int Width, int Height)? PngSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33 || !bytes.StartsWith(PngSignature) || !bytes[12..16].SequenceEqual("IHDR"u8) || bytes[24] != 8 || bytes[28] != 0)
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        return ("image/png", (int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
    }

    /// <summary>From the frame header (JPEG, ITU-T T.81, annex B).</summary>
    static (string Type, int Width, int Height)? JpegSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
        {
            return null;
        }

        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is 0xC0 or 0xC1 or 0xC2)
            {
                return bytes[at + 9] is 1 or 3 ? ("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..])) : null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }
}
