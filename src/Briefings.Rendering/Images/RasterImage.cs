namespace Briefings.Rendering.Images;

/// <summary>An image as a PDF holds it.</summary>
/// <param name="Components">1 for grey, 3 for sRGB, 8 bits each.</param>
/// <param name="Data">Rows from the top, without padding; or a JPEG file as it is.</param>
sealed record RasterImage(int Width, int Height, int Components, byte[] Data, bool IsJpeg)
{
    /// <summary>A larger image is no logo: it costs memory and time out of proportion.</summary>
    public const int MostPixels = 16_000_000;

    public const int MostBytes = 2_000_000;

    /// <summary>Decodes an image file of a stranger.</summary>
    /// <exception cref="InvalidDataException">Not a PNG or JPEG file that a page can show; the message says what was expected and found.</exception>
    public static RasterImage Decode(Logo logo)
    {
        if (logo.Bytes.Length > MostBytes)
        {
            throw new InvalidDataException($"Expected an image of at most {MostBytes} bytes, found {logo.Bytes.Length}.");
        }

        return logo.Bytes switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngReader.Read(logo.Bytes),
            [0xFF, 0xD8, 0xFF, ..] => JpegReader.Read(logo.Bytes),
            _ => throw new InvalidDataException("Expected a PNG or JPEG file, found something else."),
        };
    }

    /// <summary>Averages pixels until the image is at most so large; keeps its proportions.</summary>
    public RasterImage Within(int width, int height)
    {
        var factor = Math.Max((Width + width - 1) / width, (Height + height - 1) / height);
        if (IsJpeg || factor <= 1)
        {
            return this;
        }

        var (smallWidth, smallHeight) = (Math.Max(1, Width / factor), Math.Max(1, Height / factor));
        var small = new byte[smallWidth * smallHeight * Components];
        for (var y = 0; y < smallHeight; y++)
        {
            for (var x = 0; x < smallWidth; x++)
            {
                for (var c = 0; c < Components; c++)
                {
                    small[(((y * smallWidth) + x) * Components) + c] = Average(x * factor, y * factor, factor, c);
                }
            }
        }

        return new RasterImage(smallWidth, smallHeight, Components, small, IsJpeg: false);
    }

    byte Average(int left, int top, int size, int component)
    {
        var (sum, count) = (0, 0);
        for (var y = top; y < Math.Min(top + size, Height); y++)
        {
            for (var x = left; x < Math.Min(left + size, Width); x++)
            {
                sum += Data[(((y * Width) + x) * Components) + component];
                count++;
            }
        }

        return (byte)((sum + (count / 2)) / count);
    }
}
