using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Briefings.Rendering;
using Briefings.Rendering.Images;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class ImageTests
{
    [Theory]
    [InlineData(0, 8, "40", "40")]
    [InlineData(0, 1, "80", "FF")]
    [InlineData(0, 16, "4000", "40")]
    [InlineData(2, 8, "102030", "102030")]
    [InlineData(3, 8, "01", "AABBCC")]
    [InlineData(4, 8, "0080", "7F")] // half of black on white
    [InlineData(6, 8, "10203000", "FFFFFF")] // not there at all
    public void Png_pixels_come_out_on_white_paper(int kind, int bits, string pixel, string expected)
    {
        var image = Decode(Png(1, 1, bits, kind, [0, .. Convert.FromHexString(pixel)]));

        Assert.Equal(expected, Convert.ToHexString(image.Data));
    }

    [Fact]
    public void Png_filters_are_undone()
    {
        // None, left, above, average and Paeth, each after a row of 10 20 30.
        byte[] rows = [0, 10, 20, 30, 1, 10, 10, 10, 2, 0, 0, 0, 3, 5, 5, 5, 4, 0, 5, 7];
        var image = Decode(Png(3, 5, 8, 0, rows));

        Assert.Equal([10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 25, 37], image.Data);
    }

    [Fact]
    public void Jpeg_files_are_kept_as_they_are()
    {
        byte[] file = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 0, 30, 0, 40, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9];
        var image = Decode(file);

        Assert.Equal((40, 30, 3, true), (image.Width, image.Height, image.Components, image.IsJpeg));
        Assert.Same(file, image.Data);
    }

    [Fact]
    public void What_a_page_cannot_show_is_refused()
    {
        byte[] cmyk = [0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 30, 0, 40, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[][] files = [[], [1, 2, 3], cmyk, Png(100_000, 100_000, 8, 2, []), Png(4, 4, 8, 2, [0, 1]), Png(1, 1, 8, 3, [0, 1])[..40], Png(1, 1, 5, 0, [0, 0]), Png(1, 1, 8, 0, [9, 0])];

        Assert.All(files, file => Assert.Throws<InvalidDataException>(() => Decode(file)));
    }

    [Fact]
    public void Any_bytes_are_decoded_or_refused()
    {
        var good = Png(9, 9, 8, 6, [.. Enumerable.Range(0, 9 * 37).Select(i => (byte)(i % 37 == 0 ? i % 5 : i))]);
        Prop.ForAll(Gen.Choose(0, good.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
        {
            var file = good.ToArray();
            file[at] = (byte)value;
            try
            {
                return Decode(file).Data.Length > 0;
            }
            catch (InvalidDataException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Large_images_are_averaged_down()
    {
        var image = new RasterImage(4, 2, 1, [0, 10, 100, 100, 20, 30, 100, 101], IsJpeg: false).Within(2, 1);

        Assert.Equal((2, 1), (image.Width, image.Height));
        Assert.Equal([15, 100], image.Data);
    }

    [Fact]
    public void A_logo_is_a_figure_with_its_text_and_a_damaged_one_is_reported()
    {
        var logo = new Logo("image/png", Png(1, 1, 8, 2, [0, 1, 2, 3]), 1, 1, "Two mountains");
        var document = SampleDocuments.Tiny with { Brand = new Brand(null, null, logo) };
        var pdf = new PdfReading(new PdfRenderer().Render(document));
        var warnings = new RenderWarnings();
        PdfRenderer.Render(document with { Brand = new Brand(null, null, logo with { Bytes = [1, 2] }) }, warnings);

        Assert.Contains(pdf.OfType("<</Type/StructElem/S/Figure"), figure => figure.Contains("/Alt (Two mountains)", StringComparison.Ordinal));
        Assert.Contains(" Do Q", pdf.Content(pdf.Pages[0]), StringComparison.Ordinal);
        Assert.Contains("alt=\"Two mountains\"", Encoding.UTF8.GetString(new HtmlRenderer().Render(document)), StringComparison.Ordinal);
        Assert.Contains(warnings.Messages, m => m.StartsWith("The logo is left out.", StringComparison.Ordinal));
    }

    static RasterImage Decode(byte[] file) => RasterImage.Decode(new Logo("image/png", file, 1, 1, ""));

    /// <param name="rows">A filter number and the bytes of each row.</param>
    static byte[] Png(uint width, uint height, int bits, int kind, byte[] rows)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)bits, (byte)kind);
        return [0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR", header), .. kind == 3 ? Chunk("PLTE", [1, 1, 1, 0xAA, 0xBB, 0xCC]) : [], .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        return chunk;
    }
}
