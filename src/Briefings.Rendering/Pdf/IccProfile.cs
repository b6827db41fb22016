using System.Buffers.Binary;
using System.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>A minimal sRGB profile (ICC.1:2010, version 4.2): primaries and curve of IEC 61966-2-1, adapted to D50.</summary>
static class IccProfile
{
    const int HeaderSize = 128;

    public static readonly byte[] Srgb = Build();

    static byte[] Build()
    {
        var curve = Parametric(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Localized("sRGB")),
            ("cprt", Localized("Public domain")),
            ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(0.4360747, 0.2225045, 0.0139322)),
            ("gXYZ", Xyz(0.3850649, 0.7168786, 0.0971045)),
            ("bXYZ", Xyz(0.1430804, 0.0606169, 0.7141733)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
            ("chad", Numbers("sf32", 1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)),
        ];
        var profile = new MemoryStream();
        profile.Write(new byte[HeaderSize]);
        profile.Write(U32((uint)tags.Length));
        var offset = HeaderSize + 4 + (12 * tags.Length);
        foreach (var (tag, data) in tags)
        {
            profile.Write(Encoding.ASCII.GetBytes(tag));
            profile.Write(U32((uint)offset));
            profile.Write(U32((uint)data.Length));
            offset += data.Length;
        }

        foreach (var (_, data) in tags)
        {
            profile.Write(data);
        }

        var bytes = profile.ToArray();
        WriteHeader(bytes);
        return bytes;
    }

    static void WriteHeader(Span<byte> profile)
    {
        BinaryPrimitives.WriteUInt32BigEndian(profile, (uint)profile.Length);
        BinaryPrimitives.WriteUInt32BigEndian(profile[8..], 0x04200000);
        "mntrRGB XYZ "u8.CopyTo(profile[12..]);
        BinaryPrimitives.WriteUInt16BigEndian(profile[24..], 2026); // the date of the profile itself, part of the format
        profile[27] = 1;
        profile[29] = 1;
        "acsp"u8.CopyTo(profile[36..]);
        U32(Fixed(0.9642)).CopyTo(profile[68..]);
        U32(Fixed(1)).CopyTo(profile[72..]);
        U32(Fixed(0.8249)).CopyTo(profile[76..]);
    }

    static byte[] Xyz(double x, double y, double z) => Numbers("XYZ ", x, y, z);

    static byte[] Numbers(string type, params double[] values) =>
        [.. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0, .. values.SelectMany(v => U32(Fixed(v)))];

    /// <summary>Function type 3: ((a x + b) ^ g) above d, c x below.</summary>
    static byte[] Parametric(double g, double a, double b, double c, double d) =>
        [.. "para"u8, 0, 0, 0, 0, 0, 3, 0, 0, .. new[] { g, a, b, c, d }.SelectMany(v => U32(Fixed(v)))];

    static byte[] Localized(string text)
    {
        var utf16 = Encoding.BigEndianUnicode.GetBytes(text);
        byte[] data = [.. "mluc"u8, 0, 0, 0, 0, .. U32(1), .. U32(12), .. "enUS"u8, .. U32((uint)utf16.Length), .. U32(28), .. utf16];
        return [.. data, .. new byte[(4 - (data.Length % 4)) % 4]];
    }

    /// <summary>Signed, with 16 bits behind the point.</summary>
    static uint Fixed(double value) => (uint)(int)Math.Round(value * 65536);

    static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
