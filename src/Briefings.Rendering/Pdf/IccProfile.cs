using System.Buffers.Binary;
using System.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>A minimal sRGB profile (ICC.1:1998-09, version 2.1, which every part of PDF/A knows): primaries and curve of IEC 61966-2-1, adapted to D50.</summary>
static class IccProfile
{
    const int HeaderSize = 128;
    const int CurvePoints = 256;

    public static readonly byte[] Srgb = Build();

    static byte[] Build()
    {
        var curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB")),
            ("cprt", Text("Public domain")),
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
        var places = new Dictionary<byte[], int>(ReferenceEqualityComparer.Instance); // the three curves are one
        foreach (var (tag, data) in tags)
        {
            if (places.TryAdd(data, offset))
            {
                offset += data.Length;
            }

            profile.Write(Encoding.ASCII.GetBytes(tag));
            profile.Write(U32((uint)places[data]));
            profile.Write(U32((uint)data.Length));
        }

        foreach (var data in places.OrderBy(place => place.Value).Select(place => place.Key))
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
        BinaryPrimitives.WriteUInt32BigEndian(profile[8..], 0x02100000);
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

    /// <summary>The sRGB curve at even distances, as 16-bit numbers.</summary>
    static byte[] Curve()
    {
        var curve = new byte[12 + (2 * CurvePoints)];
        "curv"u8.CopyTo(curve);
        BinaryPrimitives.WriteInt32BigEndian(curve.AsSpan(8), CurvePoints);
        for (var i = 0; i < CurvePoints; i++)
        {
            var x = i / (CurvePoints - 1.0);
            var y = x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(curve.AsSpan(12 + (2 * i)), (ushort)Math.Round(y * 65535));
        }

        return curve;
    }

    static byte[] Text(string ascii) => Padded([.. "text"u8, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(ascii), 0]);

    /// <summary>In ASCII; the Unicode and Macintosh forms are left empty.</summary>
    static byte[] Description(string ascii) => Padded([.. "desc"u8, 0, 0, 0, 0, .. U32((uint)ascii.Length + 1), .. Encoding.ASCII.GetBytes(ascii), 0, .. new byte[8 + 3 + 67]]);

    static byte[] Padded(byte[] data) => [.. data, .. new byte[(4 - (data.Length % 4)) % 4]];

    /// <summary>Signed, with 16 bits behind the point.</summary>
    static uint Fixed(double value) => (uint)(int)Math.Round(value * 65536);

    static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
