using System.Text;
using System.Text.RegularExpressions;

namespace Briefings.Articles.Reading;

/// <summary>Decodes pages and feeds by their byte order mark, else by the encoding they declare.</summary>
static partial class DeclaredEncodings
{
    // The Encoding Standard's meaning of labels: what is sent as Latin-1 is Windows-1252, and so on.
    static readonly Dictionary<string, string> MeantBy = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iso-8859-1"] = "windows-1252", ["latin1"] = "windows-1252", ["latin-1"] = "windows-1252", ["us-ascii"] = "windows-1252", ["ascii"] = "windows-1252",
        ["iso-8859-9"] = "windows-1254", ["iso-8859-11"] = "windows-874", ["tis-620"] = "windows-874",
        ["gb2312"] = "gb18030", ["gbk"] = "gb18030", ["x-sjis"] = "shift_jis", ["euc-kr"] = "ks_c_5601-1987", ["utf8"] = "utf-8",
        ["utf-16"] = "utf-8", ["utf-16le"] = "utf-8", ["utf-16be"] = "utf-8",
    };

    /// <summary>A page: strict where it declares nothing, because there is then nothing to go by but UTF-8.</summary>
    public static TextDecoding.Decoded Page(byte[] bytes)
    {
        if (TextDecoding.Binary(bytes) is not null || TextDecoding.Marked(bytes, out _) is not null)
            return TextDecoding.Strict(bytes);
        return Declared(bytes) is { } encoding ? new TextDecoding.Decoded(encoding.GetString(bytes), null) : TextDecoding.Strict(bytes);
    }

    /// <summary>A feed: its good items are worth more than its bad bytes, which become U+FFFD.</summary>
    public static TextDecoding.Decoded Feed(byte[] bytes)
    {
        if (TextDecoding.Binary(bytes) is { } name)
            return new TextDecoding.Decoded("", $"Expected a feed, found {name}.");
        if (TextDecoding.Marked(bytes, out _) is not null)
            return new TextDecoding.Decoded(TextDecoding.Lenient(bytes), null);
        var encoding = bytes switch
        {
            [0x3C, 0, 0x3F, 0, ..] => Encoding.Unicode,
            [0, 0x3C, 0, 0x3F, ..] => Encoding.BigEndianUnicode,
            _ => Declared(bytes) ?? Encoding.UTF8,
        };
        return new TextDecoding.Decoded(encoding.GetString(bytes), null);
    }

    /// <summary><c>null</c> when none is declared, or one that .NET does not know.</summary>
    static Encoding? Declared(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 4096)));
        if (Declaration().Match(head) is not { Success: true } match)
            return null;
        var label = match.Groups["label"].Value;
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

    [GeneratedRegex("""<\?xml\s[^>]*encoding\s*=\s*["'](?<label>[\w.:\-]+)|<meta\s[^>]*charset\s*=\s*["']?\s*(?<label>[\w.:\-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
