using System.Buffers.Binary;

namespace Briefings.Rendering.Images;

/// <summary>Reads the frame header of a JPEG file (ITU-T T.81), which a PDF embeds as it is.</summary>
static class JpegReader
{
    /// <exception cref="InvalidDataException">Damaged, or not grey or three colours of 8 bits.</exception>
    public static RasterImage Read(byte[] file)
    {
        var at = 2;
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill byte
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            if (length < 2 || at + 2 + length > file.Length)
            {
                break;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Frame(file, marker, file.AsSpan(at + 4, length - 2));
            }

            at += 2 + length;
        }

        throw new InvalidDataException("Expected a JPEG file with a frame header, found none.");
    }

    static RasterImage Frame(byte[] file, byte marker, ReadOnlySpan<byte> frame)
    {
        if (marker > 0xC2 || frame is not [8, _, _, _, _, 1 or 3, ..])
        {
            throw new InvalidDataException("Expected a baseline or progressive JPEG file, grey or in three colours of 8 bits, found another kind.");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return width > 0 && height > 0 && width * (long)height <= RasterImage.MostPixels
            ? new RasterImage(width, height, frame[5], file, IsJpeg: true)
            : throw new InvalidDataException($"Expected an image of at most {RasterImage.MostPixels} pixels, found {width} × {height}.");
    }
}
