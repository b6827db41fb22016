using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Briefings.Articles.Reading;

/// <summary>Decodes pages and feeds: by their byte order mark; as UTF-8 when they are that, whatever they say; else by what they say.</summary>
/// <remarks>
/// A declared encoding that does not fit and none at all leave one guess: Windows-1252, when the letters beyond ASCII stand beside others as in a
/// western language. The guess is noted.
/// </remarks>
static partial class DeclaredEncodings
{
    const int HeadBytes = 16_384;

    // French has "à" alone; Greek and Cyrillic have whole words beyond ASCII.
    const double InWordsOfWesternText = 0.7;

    // The Encoding Standard's meaning of labels: what is sent as Latin-1 is Windows-1252, and so on.
    static readonly Dictionary<string, string> MeantBy = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iso-8859-1"] = "windows-1252", ["latin1"] = "windows-1252", ["latin-1"] = "windows-1252", ["us-ascii"] = "windows-1252", ["ascii"] = "windows-1252",
        ["iso-8859-9"] = "windows-1254", ["iso-8859-11"] = "windows-874", ["tis-620"] = "windows-874",
        ["gb2312"] = "gb18030", ["gbk"] = "gb18030", ["x-sjis"] = "shift_jis", ["euc-kr"] = "ks_c_5601-1987", ["utf8"] = "utf-8",
        ["utf-16"] = "utf-8", ["utf-16le"] = "utf-8", ["utf-16be"] = "utf-8", ["utf-7"] = "utf-8",
    };

    /// <summary>A page: strict where nothing fits, because there is then nothing to go by.</summary>
    /// <param name="contentType">The answer's Content-Type; <c>null</c> when there is none.</param>
    public static TextDecoding.Decoded Page(byte[] bytes, string? contentType = null)
    {
        if (TextDecoding.Binary(bytes) is not null || TextDecoding.Marked(bytes, out _) is not null || IsUtf8(bytes))
            return Shifted(bytes, contentType) ?? TextDecoding.Strict(bytes);
        if (Declared(bytes, contentType) is { } encoding and not UTF8Encoding)
            return new TextDecoding.Decoded(encoding.GetString(bytes), null);
        return Western(bytes) ?? TextDecoding.Strict(bytes);
    }

    /// <summary>A feed: its good items are worth more than its bad bytes, which become U+FFFD.</summary>
    /// <param name="contentType">The answer's Content-Type; <c>null</c> when there is none.</param>
    public static TextDecoding.Decoded Feed(byte[] bytes, string? contentType = null)
    {
        if (TextDecoding.Binary(bytes) is { } name)
            return new TextDecoding.Decoded("", $"Expected a feed, found {name}.");
        if (TextDecoding.Marked(bytes, out _) is not null)
            return new TextDecoding.Decoded(TextDecoding.Lenient(bytes), null);
        if (bytes is [0x3C, 0, 0x3F, 0, ..])
            return new TextDecoding.Decoded(Encoding.Unicode.GetString(bytes), null);
        if (bytes is [0, 0x3C, 0, 0x3F, ..])
            return new TextDecoding.Decoded(Encoding.BigEndianUnicode.GetString(bytes), null);
        if (IsUtf8(bytes))
            return Shifted(bytes, contentType) ?? new TextDecoding.Decoded(Encoding.UTF8.GetString(bytes), null);
        if (Declared(bytes, contentType) is { } encoding and not UTF8Encoding)
            return new TextDecoding.Decoded(encoding.GetString(bytes), null);
        return Western(bytes) ?? new TextDecoding.Decoded(Encoding.UTF8.GetString(bytes), null, "Expected UTF-8, found bytes that are none: they are shown as U+FFFD.");
    }

    static bool IsUtf8(byte[] bytes) => Utf8.IsValid(bytes);

    // ISO-2022-JP and HZ are made of ASCII bytes: only their label, and an escape, tell them from it.
    static TextDecoding.Decoded? Shifted(byte[] bytes, string? contentType) =>
        bytes.AsSpan().IndexOf((byte)0x1B) >= 0 && Declared(bytes, contentType) is { CodePage: 50220 or 50221 or 50222 or 50225 } encoding
            ? new TextDecoding.Decoded(encoding.GetString(bytes), null)
            : null;

    static TextDecoding.Decoded? Western(byte[] bytes)
    {
        var (letters, inWords) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D)
                return null;
            if (bytes[i] < 0xC0)
                continue;
            letters++;
            inWords += IsLetter(bytes, i - 1) || IsLetter(bytes, i + 1) ? 1 : 0;
        }

        return inWords >= letters * InWordsOfWesternText
            ? new TextDecoding.Decoded(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes), null, "Expected UTF-8 or a declared encoding that fits, found neither: read as Windows-1252.")
            : null;
    }

    static bool IsLetter(byte[] bytes, int at) => at >= 0 && at < bytes.Length && char.IsAsciiLetter((char)bytes[at]);

    /// <summary>The answer's own word first, then the document's; <c>null</c> when there is none, or one that .NET does not know.</summary>
    static Encoding? Declared(byte[] bytes, string? contentType)
    {
        if (contentType is not null && Charset().Match(contentType) is { Success: true } sent && Named(sent.Groups["label"].Value) is { } encoding)
            return encoding;
        var head = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, HeadBytes)));
        return Declaration().Match(head) is { Success: true } match ? Named(match.Groups["label"].Value) : null;
    }

    static Encoding? Named(string label)
    {
        try
        {
            var meant = MeantBy.GetValueOrDefault(label, label);
            return CodePagesEncodingProvider.Instance.GetEncoding(meant) ?? Encoding.GetEncoding(meant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?\s*(?<label>[\w.:\-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();

    [GeneratedRegex("""<\?xml\s[^>]*encoding\s*=\s*["'](?<label>[\w.:\-]+)|<meta\s[^>]*charset\s*=\s*["']?\s*(?<label>[\w.:\-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
