using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Briefings.Articles.Reading;

/// <summary>Turns an input's bytes into characters.</summary>
static class TextDecoding
{
    /// <param name="Defect">Why there is no text; <c>null</c> when there is.</param>
    /// <param name="Note">What was guessed about the encoding; <c>null</c> when nothing was.</param>
    public readonly record struct Decoded(string Text, string? Defect, string? Note = null);

    // Files that are often handed in by mistake, so that the message can name them.
    static readonly (byte[] Start, string Name)[] Signatures =
    [
        ("%PDF-"u8.ToArray(), "a PDF"), ("PK\x3\x4"u8.ToArray(), "a ZIP archive or an office document"), ([0x1F, 0x8B], "gzip data"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"), ("GIF8"u8.ToArray(), "a GIF image"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"), ([0xD0, 0xCF, 0x11, 0xE0], "an old office document"),
    ];

    /// <summary>UTF-8, or UTF-16 and UTF-32 with a byte order mark; anything else is a defect.</summary>
    public static Decoded Strict(byte[] bytes)
    {
        if (Binary(bytes) is { } name)
            return new Decoded("", $"Expected text, found {name}.");
        if (Marked(bytes, out var mark) is { } encoding and not UTF8Encoding)
            return new Decoded(encoding.GetString(bytes, mark, bytes.Length - mark), null);
        if (bytes.IndexOf((byte)0) is >= 0 and var nul)
            return new Decoded("", $"Expected text, found binary data: a NUL byte at offset {Offset(nul)}.");

        var characters = new char[bytes.Length - mark];
        if (Utf8.ToUtf16(bytes.AsSpan(mark), characters, out var read, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
            return MostlyControl(characters.AsSpan(0, written)) ? new Decoded("", "Expected text, found binary data: mostly control characters.") : new Decoded(new string(characters, 0, written), null);
        var offset = mark + read;
        var line = 1 + bytes.AsSpan(0, offset).Count((byte)'\n');
        return new Decoded("", $"Expected UTF-8, found the byte 0x{bytes[offset]:X2} at offset {Offset(offset)} (line {Offset(line)}).");
    }

    /// <summary>As <see cref="Strict"/>, with U+FFFD for what is no character.</summary>
    public static string Lenient(ReadOnlySpan<byte> bytes)
    {
        var encoding = Marked(bytes, out var mark) ?? Encoding.UTF8;
        return encoding.GetString(bytes[mark..]);
    }

    public static Encoding? Marked(ReadOnlySpan<byte> bytes, out int markLength)
    {
        (Encoding? encoding, markLength) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        return encoding;
    }

    public static string? Binary(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, name) in Signatures)
        {
            if (bytes.StartsWith(start))
                return name;
        }

        return null;
    }

    static bool MostlyControl(ReadOnlySpan<char> text)
    {
        var controls = 0;
        foreach (var c in text)
            controls += c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\v') ? 1 : 0;
        return controls > text.Length / 10;
    }

    static string Offset(int value) => value.ToString(CultureInfo.InvariantCulture);
}
