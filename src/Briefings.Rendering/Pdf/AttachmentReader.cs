using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Briefings.Rendering.Pdf;

/// <summary>Finds the files inside a PDF by looking at its objects one after the other, wherever its cross-references point.</summary>
/// <remarks>Reads what this project writes, and what tools such as qpdf make of it; not encrypted files.</remarks>
sealed partial class AttachmentReader
{
    const int MostBytes = 256 * 1024 * 1024;

    readonly byte[] pdf;
    readonly string latin;
    readonly Dictionary<int, (string Dictionary, int Start)> streams = [];
    readonly List<string> specifications = [];
    long inflated;

    public AttachmentReader(byte[] pdf)
    {
        this.pdf = pdf;
        latin = Encoding.Latin1.GetString(pdf);
        for (var at = 0; ObjectStart().Match(latin, at) is { Success: true } start;)
        {
            at = ReadObject(Number(start.Groups[1].Value), start.Index + start.Length);
        }

        foreach (var (dictionary, from) in streams.Values.Where(s => IsOfType(s.Dictionary, "ObjStm")).ToList())
        {
            ReadObjectStream(Encoding.Latin1.GetString(Data(dictionary, from)), Entry(dictionary, "N"), Entry(dictionary, "First"));
        }
    }

    public IEnumerable<Attachment> Read()
    {
        foreach (var specification in specifications)
        {
            if (Text(specification, "UF") is { } name && EmbeddedFile().Match(specification) is { Success: true } file
                && streams.TryGetValue(Number(file.Groups[1].Value), out var stream))
            {
                var relationship = Relationship().Match(specification).Groups[1].Value;
                yield return new Attachment(
                    name,
                    MediaType(stream.Dictionary),
                    Text(specification, "Desc") ?? "",
                    ModifiedAt(stream.Dictionary),
                    Data(stream.Dictionary, stream.Start),
                    Enum.TryParse<AttachmentRelationship>(relationship, out var known) ? known : AttachmentRelationship.Supplement);
            }
        }
    }

    /// <returns>Where to look for the next object.</returns>
    int ReadObject(int number, int at)
    {
        var end = latin.IndexOf("endobj", at, StringComparison.Ordinal);
        var stream = StreamStart().Match(latin, at, (end < 0 ? latin.Length : end) - at);
        if (!stream.Success)
        {
            AddSpecification(latin[at..(end < 0 ? latin.Length : end)]);
            return end < 0 ? latin.Length : end;
        }

        var dictionary = latin[at..stream.Index];
        var data = stream.Index + stream.Length;
        streams[number] = (dictionary, data);
        return Math.Clamp(data + LengthOf(dictionary, data), data, latin.Length);
    }

    /// <summary>The numbers and places of the objects stand first (PDF 1.7, 7.5.7).</summary>
    void ReadObjectStream(string data, int count, int first)
    {
        var index = data[..Math.Clamp(first, 0, data.Length)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < count && (2 * i) + 1 < index.Length; i++)
        {
            var start = first + Number(index[(2 * i) + 1]);
            var end = (2 * i) + 3 < index.Length ? first + Number(index[(2 * i) + 3]) : data.Length;
            if (start >= 0 && start < end && end <= data.Length)
            {
                AddSpecification(data[start..end]);
            }
        }
    }

    void AddSpecification(string body)
    {
        if (IsOfType(body, "Filespec"))
        {
            specifications.Add(body);
        }
    }

    byte[] Data(string dictionary, int start)
    {
        var length = LengthOf(dictionary, start);
        if (length < 0 || start + length > pdf.Length)
        {
            throw new InvalidDataException("A file inside the PDF is cut off.");
        }

        var data = pdf.AsSpan(start, length).ToArray();
        return dictionary.Contains("/FlateDecode", StringComparison.Ordinal) ? Inflate(data) : data;
    }

    byte[] Inflate(byte[] data)
    {
        using var plain = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        var part = new byte[64 * 1024];
        for (int read; (read = zlib.Read(part)) > 0;)
        {
            plain.Write(part, 0, read);
            if ((inflated += read) > MostBytes)
            {
                throw new InvalidDataException($"The PDF unpacks to more than {MostBytes} bytes.");
            }
        }

        return plain.ToArray();
    }

    /// <summary>As the dictionary says, or up to the end mark when it only refers to the length.</summary>
    int LengthOf(string dictionary, int start)
    {
        var match = LengthEntry().Match(dictionary);
        return match.Success && !match.Groups[2].Success ? Number(match.Groups[1].Value) : latin.IndexOf("endstream", start, StringComparison.Ordinal) - start;
    }

    static int Entry(string dictionary, string key) => Number(Regex.Match(dictionary, $@"/{key}\s+(\d+)", RegexOptions.NonBacktracking).Groups[1].Value);

    /// <summary>-1 for what is no number of this size.</summary>
    static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    static DateTimeOffset ModifiedAt(string dictionary) =>
        DateTimeOffset.TryParseExact(Modified().Match(dictionary).Groups[1].Value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : default;

    static bool IsOfType(string dictionary, string type) => Regex.IsMatch(dictionary, $@"/Type\s*/{type}\b", RegexOptions.NonBacktracking);

    static string MediaType(string dictionary) =>
        Subtype().Match(dictionary) is { Success: true } match ? Regex.Replace(match.Groups[1].Value, "#([0-9A-Fa-f]{2})", m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString(), RegexOptions.NonBacktracking) : "";

    /// <summary>A text string as this project writes it: literal, or hexadecimal UTF-16.</summary>
    static string? Text(string dictionary, string key)
    {
        var match = Regex.Match(dictionary, $@"/{key}\s*(?:\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>)", RegexOptions.NonBacktracking);
        if (!match.Success)
        {
            return null;
        }

        if (match.Groups[1].Success)
        {
            return Regex.Replace(match.Groups[1].Value, @"\\(.)", "$1", RegexOptions.NonBacktracking);
        }

        var digits = string.Concat(match.Groups[2].Value.Where(char.IsAsciiHexDigit));
        var bytes = Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0");
        return bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2) : Encoding.Latin1.GetString(bytes);
    }

    [GeneratedRegex(@"(\d+)\s+\d+\s+obj\b", RegexOptions.NonBacktracking)]
    private static partial Regex ObjectStart();

    [GeneratedRegex(@">>\s*stream\r?\n", RegexOptions.NonBacktracking)]
    private static partial Regex StreamStart();

    [GeneratedRegex(@"/Length\s+(\d+)(\s+\d+\s+R)?", RegexOptions.NonBacktracking)]
    private static partial Regex LengthEntry();

    [GeneratedRegex(@"/Subtype\s*/([^\s/<>\[\]()]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Subtype();

    [GeneratedRegex(@"/EF\s*<<[^>]*?/F\s+(\d+)\s+\d+\s+R", RegexOptions.NonBacktracking)]
    private static partial Regex EmbeddedFile();

    [GeneratedRegex(@"/ModDate\s*\(D:(\d{14})", RegexOptions.NonBacktracking)]
    private static partial Regex Modified();

    [GeneratedRegex(@"/AFRelationship\s*/(\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Relationship();
}
