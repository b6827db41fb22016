using System.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>Bytes in PDF syntax, built piece by piece.</summary>
sealed class PdfBuffer
{
    byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <param name="ascii">Syntax and names only; text goes through <see cref="Text"/>.</param>
    public PdfBuffer Add(string ascii)
    {
        Length += Encoding.Latin1.GetBytes(ascii, Room(ascii.Length));
        return this;
    }

    public PdfBuffer Add(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Room(data.Length));
        Length += data.Length;
        return this;
    }

    public PdfBuffer Add(int value)
    {
        value.TryFormat(Room(11), out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        Length += written;
        return this;
    }

    /// <summary>A number with at most two decimals.</summary>
    public PdfBuffer Add(double value)
    {
        var hundredths = (int)Math.Round(value * 100);
        if (hundredths < 0)
        {
            Byte((byte)'-');
            hundredths = -hundredths;
        }

        Add(hundredths / 100);
        var rest = hundredths % 100;
        if (rest > 0)
        {
            Byte((byte)'.').Byte((byte)('0' + (rest / 10)));
            if (rest % 10 > 0)
            {
                Byte((byte)('0' + (rest % 10)));
            }
        }

        return this;
    }

    public PdfBuffer Space() => Byte((byte)' ');

    public PdfBuffer Line() => Byte((byte)'\n');

    /// <summary>Four hexadecimal digits.</summary>
    public PdfBuffer Hex(ushort value)
    {
        var digits = "0123456789ABCDEF"u8;
        return Byte(digits[value >> 12]).Byte(digits[(value >> 8) & 15]).Byte(digits[(value >> 4) & 15]).Byte(digits[value & 15]);
    }

    public PdfBuffer Hex(string utf16)
    {
        foreach (var c in utf16)
        {
            Hex(c);
        }

        return this;
    }

    public PdfBuffer Reference(int objectNumber) => Add(objectNumber).Add(" 0 R");

    public PdfBuffer Colour(Text.Colour colour) =>
        Add(colour.Red / 255.0).Space().Add(colour.Green / 255.0).Space().Add(colour.Blue / 255.0);

    /// <summary>A text string: literal when it is plain ASCII, else UTF-16 with a byte order mark.</summary>
    public PdfBuffer Text(string text)
    {
        if (text.Any(c => c is < ' ' or > '~'))
        {
            return Add("<FEFF").Hex(text).Add(">");
        }

        Byte((byte)'(');
        foreach (var c in text)
        {
            if (c is '(' or ')' or '\\')
            {
                Byte((byte)'\\');
            }

            Byte((byte)c);
        }

        return Byte((byte)')');
    }

    PdfBuffer Byte(byte value)
    {
        Room(1)[0] = value;
        Length++;
        return this;
    }

    Span<byte> Room(int size)
    {
        if (Length + size > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, Length + size));
        }

        return bytes.AsSpan(Length);
    }
}
