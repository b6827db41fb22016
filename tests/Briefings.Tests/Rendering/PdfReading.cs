using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Briefings.Tests.Rendering;

/// <summary>A PDF file taken apart: its objects, its pages and the text that their glyphs stand for.</summary>
sealed partial class PdfReading
{
    readonly Dictionary<int, (string Dictionary, byte[] Data)> streams = [];

    public PdfReading(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        foreach (var match in StreamObject().EnumerateMatches(text))
        {
            var parts = StreamObject().Match(text[match.Index..(match.Index + match.Length)]);
            var dictionary = parts.Groups[2].Value;
            var length = int.Parse(LengthEntry().Match(dictionary).Groups[1].Value, CultureInfo.InvariantCulture);
            var data = pdf[(match.Index + match.Length)..(match.Index + match.Length + length)];
            streams[Number(parts.Groups[1])] = (dictionary, dictionary.Contains("/FlateDecode", StringComparison.Ordinal) ? Inflate(data) : data);
        }

        foreach (var (dictionary, data) in streams.Values.Where(s => s.Dictionary.Contains("/Type/ObjStm", StringComparison.Ordinal)))
        {
            ReadObjects(Encoding.Latin1.GetString(data), Entry(dictionary, "N"), Entry(dictionary, "First"));
        }
    }

    /// <summary>All objects that are no streams, by number.</summary>
    public Dictionary<int, string> Objects { get; } = [];

    public IReadOnlyList<string> Pages => [.. References(Objects.Values.Single(o => o.StartsWith("<</Type/Pages", StringComparison.Ordinal)), "Kids").Select(n => Objects[n])];

    public string Catalog => Objects.Values.Single(o => o.StartsWith("<</Type/Catalog", StringComparison.Ordinal));

    public IEnumerable<string> OfType(string start) => Objects.Values.Where(o => o.StartsWith(start, StringComparison.Ordinal));

    public byte[] Stream(int number) => streams[number].Data;

    public string Content(string page) => Encoding.Latin1.GetString(Stream(Reference(page, "Contents")));

    /// <summary>The text of a page in the order in which it is drawn, as a reader copies it.</summary>
    public string Text(string page)
    {
        var fonts = FontMaps();
        var text = new StringBuilder();
        Dictionary<int, string>? map = null;
        foreach (Match token in TextToken().Matches(Content(page)))
        {
            if (token.Groups["font"].Success)
            {
                map = fonts[token.Groups["font"].Value];
                continue;
            }

            foreach (Match hex in HexString().Matches(token.Groups["show"].Value))
            {
                for (var i = 0; i < hex.Groups[1].Length; i += 4)
                {
                    text.Append(map![int.Parse(hex.Groups[1].ValueSpan.Slice(i, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)]);
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public string AllText => string.Concat(Pages.Select(Text));

    public static int Reference(string body, string key) => Number(Regex.Match(body, $@"/{key} (\d+) 0 R", RegexOptions.None, Patience).Groups[1]);

    public static IReadOnlyList<int> References(string body, string key) =>
        [.. Regex.Matches(Regex.Match(body, $@"/{key}\[([^\]]*)\]", RegexOptions.None, Patience).Groups[1].Value, @"(\d+) 0 R", RegexOptions.None, Patience).Select(m => Number(m.Groups[1]))];

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    Dictionary<string, Dictionary<int, string>> FontMaps()
    {
        var resources = OfType("<</Font<<").Single();
        return Regex.Matches(resources, @"/(F\d+) (\d+) 0 R", RegexOptions.None, Patience).ToDictionary(
            m => m.Groups[1].Value,
            m => ToUnicode(Encoding.Latin1.GetString(Stream(Reference(Objects[Number(m.Groups[2])], "ToUnicode")))),
            StringComparer.Ordinal);
    }

    static Dictionary<int, string> ToUnicode(string map) => MapEntry().Matches(map[map.IndexOf("beginbfchar", StringComparison.Ordinal)..]).ToDictionary(
        m => int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value)));

    void ReadObjects(string data, int count, int first)
    {
        var index = data[..first].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
        for (var i = 0; i < count; i++)
        {
            var end = i + 1 < count ? first + index[(2 * i) + 3] : data.Length;
            Objects[index[2 * i]] = data[(first + index[(2 * i) + 1])..end];
        }
    }

    static int Entry(string dictionary, string key) => Number(Regex.Match(dictionary, $@"/{key} (\d+)", RegexOptions.None, Patience).Groups[1]);

    static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    static byte[] Inflate(byte[] data)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    [GeneratedRegex(@"(\d+) 0 obj\n<<(.*?)>>\nstream\n", RegexOptions.None, 5000)]
    private static partial Regex StreamObject();

    [GeneratedRegex(@"/Length (\d+)", RegexOptions.None, 5000)]
    private static partial Regex LengthEntry();

    [GeneratedRegex(@"/(?<font>F\d+) [\d.]+ Tf|\[(?<show><[^\]]*)\]TJ", RegexOptions.None, 5000)]
    private static partial Regex TextToken();

    [GeneratedRegex(@"<([0-9A-F]*)>", RegexOptions.None, 5000)]
    private static partial Regex HexString();

    [GeneratedRegex(@"<([0-9A-F]{4})><([0-9A-F]+)>\n", RegexOptions.None, 5000)]
    private static partial Regex MapEntry();
}
