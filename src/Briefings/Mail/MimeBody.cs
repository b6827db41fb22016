using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Briefings.Mail;

/// <summary>A file that goes along.</summary>
sealed record MailAttachment(string Name, string MediaType, byte[] Bytes);

/// <summary>
/// The body of a message as bytes, and the content type that goes with it: text and HTML as alternatives, and files (RFC 2045,
/// RFC 2046). The same input gives the same bytes: boundaries are digests of the content.
/// </summary>
sealed record MimeBody(string ContentType, byte[] Bytes)
{
    /// <summary>Lines of encoded text are at most this long.</summary>
    const int LongestLine = 76;

    public static MimeBody Of(string text, string html, IReadOnlyList<MailAttachment> attachments)
    {
        var alternatives = Multipart("alternative", [TextPart("plain", text), TextPart("html", html)]);
        return attachments.Count == 0
            ? alternatives
            : Multipart("mixed", [Part(alternatives), .. attachments.Select(FilePart)]);
    }

    static MimeBody Multipart(string kind, IReadOnlyList<byte[]> parts)
    {
        var hash = new byte[32];
        using (var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        {
            foreach (var part in parts)
            {
                digest.AppendData(part);
            }

            hash = digest.GetHashAndReset();
        }

        // "=_" stands in no line of quoted-printable or base64.
        var boundary = $"=_{kind[0]}{Convert.ToHexStringLower(hash)[..32]}";
        using var bytes = new MemoryStream();
        foreach (var part in parts)
        {
            bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\n"));
            bytes.Write(part);
            bytes.Write("\r\n"u8);
        }

        bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return new($"multipart/{kind}; boundary=\"{boundary}\"", bytes.ToArray());
    }

    static byte[] Part(MimeBody body) => [.. Encoding.ASCII.GetBytes(MailHeaders.Field("Content-Type", body.ContentType) + "\r\n"), .. body.Bytes];

    static byte[] TextPart(string subtype, string text) => Encoding.ASCII.GetBytes(
        MailHeaders.Field("Content-Type", $"text/{subtype}; charset=utf-8") + MailHeaders.Field("Content-Transfer-Encoding", "quoted-printable") + "\r\n" + QuotedPrintable(text));

    static byte[] FilePart(MailAttachment file)
    {
        var head = MailHeaders.Field("Content-Type", $"{file.MediaType}; {MailHeaders.Parameter("name", file.Name)}")
            + MailHeaders.Field("Content-Disposition", $"attachment; {MailHeaders.Parameter("filename", file.Name)}")
            + MailHeaders.Field("Content-Transfer-Encoding", "base64") + "\r\n";
        return Encoding.ASCII.GetBytes(head + Convert.ToBase64String(file.Bytes, Base64FormattingOptions.InsertLineBreaks));
    }

    /// <summary>Text in lines that end with CR LF, each at most 76 characters (RFC 2045, section 6.7).</summary>
    public static string QuotedPrintable(string text)
    {
        var written = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            WriteLine(written, Encoding.UTF8.GetBytes(line));
            written.Append("\r\n");
        }

        return written.ToString();
    }

    static void WriteLine(StringBuilder written, byte[] line)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var isLast = i == line.Length - 1;
            var b = line[i];

            // A line of a single full stop would end the message if a relay forgot to double it.
            var isPlain = b is >= 33 and <= 126 and not (byte)'=' ? !(b == (byte)'.' && column == 0) : b is (byte)' ' or (byte)'\t' && !isLast;
            var token = isPlain ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"={b:X2}");
            if (column + token.Length > LongestLine - 1)
            {
                written.Append("=\r\n");
                column = 0;
                token = token == "." ? "=2E" : token;
            }

            written.Append(token);
            column += token.Length;
        }
    }
}
