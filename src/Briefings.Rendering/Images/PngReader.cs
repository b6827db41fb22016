using System.Buffers.Binary;
using System.IO.Compression;

namespace Briefings.Rendering.Images;

/// <summary>Decodes PNG files (ISO/IEC 15948) that are not interlaced, onto white paper.</summary>
static class PngReader
{
    const int Grey = 0;
    const int Rgb = 2;
    const int Indexed = 3;
    const int GreyAlpha = 4;
    const int Rgba = 6;

    /// <exception cref="InvalidDataException">Damaged, interlaced, or too large.</exception>
    public static RasterImage Read(byte[] file)
    {
        Header? header = null;
        byte[] palette = [];
        byte[] transparency = [];
        using var compressed = new MemoryStream();
        foreach (var (type, data) in Chunks(file))
        {
            switch (type)
            {
                case "IHDR":
                    header = ReadHeader(file.AsSpan(data));
                    break;
                case "PLTE":
                    palette = file[data];
                    break;
                case "tRNS":
                    transparency = file[data];
                    break;
                case "IDAT":
                    compressed.Write(file.AsSpan(data));
                    break;
            }
        }

        if (header is null || (header.Kind == Indexed && palette.Length < 3))
        {
            throw new InvalidDataException("Expected a PNG file with its header and palette, found it incomplete.");
        }

        compressed.Position = 0;
        var rows = PngFilters.Undo(Inflate(compressed, header), header.RowBytes, header.Height, Math.Max(1, header.BitsPerPixel / 8));
        return Paint(header, rows, palette, transparency);
    }

    static IEnumerable<(string Type, Range Data)> Chunks(byte[] file)
    {
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                throw new InvalidDataException("Expected a whole PNG file, found it cut off.");
            }

            yield return (System.Text.Encoding.Latin1.GetString(file, at + 4, 4), (at + 8)..(at + 8 + (int)length));
            at += 12 + (int)length;
        }
    }

    static Header ReadHeader(ReadOnlySpan<byte> data)
    {
        if (data.Length < 13)
        {
            throw new InvalidDataException("Expected a PNG header of 13 bytes, found fewer.");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        var (bits, kind) = (data[8], data[9]);
        var isKnown = kind switch
        {
            Grey => bits is 1 or 2 or 4 or 8 or 16,
            Indexed => bits is 1 or 2 or 4 or 8,
            Rgb or GreyAlpha or Rgba => bits is 8 or 16,
            _ => false,
        };
        if (!isKnown || data[12] != 0)
        {
            throw new InvalidDataException("Expected a PNG file that is not interlaced, found another kind.");
        }

        return width > 0 && height > 0 && width * (ulong)height <= RasterImage.MostPixels
            ? new Header((int)width, (int)height, bits, kind)
            : throw new InvalidDataException($"Expected an image of at most {RasterImage.MostPixels} pixels, found {width} × {height}.");
    }

    /// <summary>No more than the header promises, whatever the data unpack to.</summary>
    static byte[] Inflate(MemoryStream compressed, Header header)
    {
        var rows = new byte[(header.RowBytes + 1) * header.Height];
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        return zlib.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false) == rows.Length
            ? rows
            : throw new InvalidDataException("Expected as many pixels as the PNG header says, found fewer.");
    }

    static RasterImage Paint(Header header, byte[] rows, byte[] palette, byte[] transparency)
    {
        var isGrey = header.Kind is Grey or GreyAlpha;
        var pixels = new byte[header.Width * header.Height * (isGrey ? 1 : 3)];
        var to = 0;
        for (var y = 0; y < header.Height; y++)
        {
            var row = rows.AsSpan(y * header.RowBytes, header.RowBytes);
            for (var x = 0; x < header.Width; x++)
            {
                var alpha = Alpha(header, row, x, transparency);
                if (isGrey)
                {
                    pixels[to++] = OnWhite(Scaled(header, Sample(header, row, x, 0)), alpha);
                    continue;
                }

                for (var c = 0; c < 3; c++)
                {
                    var value = header.Kind == Indexed
                        ? palette[Math.Min((3 * Sample(header, row, x, 0)) + c, palette.Length - 1)]
                        : Scaled(header, Sample(header, row, x, c));
                    pixels[to++] = OnWhite(value, alpha);
                }
            }
        }

        return new RasterImage(header.Width, header.Height, isGrey ? 1 : 3, pixels, IsJpeg: false);
    }

    static int Alpha(Header header, ReadOnlySpan<byte> row, int x, byte[] transparency) => header.Kind switch
    {
        GreyAlpha => Scaled(header, Sample(header, row, x, 1)),
        Rgba => Scaled(header, Sample(header, row, x, 3)),
        Indexed => Sample(header, row, x, 0) is var index && index < transparency.Length ? transparency[index] : 255,
        Grey => transparency.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(transparency) == Sample(header, row, x, 0) ? 0 : 255,
        _ => transparency.Length >= 6 && IsKey(header, row, x, transparency) ? 0 : 255,
    };

    static bool IsKey(Header header, ReadOnlySpan<byte> row, int x, byte[] key)
    {
        for (var c = 0; c < 3; c++)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(key.AsSpan(2 * c)) != Sample(header, row, x, c))
            {
                return false;
            }
        }

        return true;
    }

    static int Sample(Header header, ReadOnlySpan<byte> row, int x, int channel)
    {
        if (header.Bits < 8)
        {
            var bit = x * header.Bits;
            return (row[bit / 8] >> (8 - header.Bits - (bit % 8))) & ((1 << header.Bits) - 1);
        }

        var at = ((x * header.Channels) + channel) * (header.Bits / 8);
        return header.Bits == 16 ? (row[at] << 8) | row[at + 1] : row[at];
    }

    static byte Scaled(Header header, int sample) => (byte)(header.Bits == 16 ? sample >> 8 : sample * 255 / ((1 << header.Bits) - 1));

    static byte OnWhite(int value, int alpha) => (byte)(((value * alpha) + (255 * (255 - alpha)) + 127) / 255);

    sealed record Header(int Width, int Height, int Bits, int Kind)
    {
        public int Channels => Kind switch
        {
            Rgb => 3,
            GreyAlpha => 2,
            Rgba => 4,
            _ => 1,
        };

        public int BitsPerPixel => Bits * Channels;

        public int RowBytes => ((Width * BitsPerPixel) + 7) / 8;
    }
}
