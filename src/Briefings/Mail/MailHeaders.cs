using System.Globalization;
using System.Text;

namespace Briefings.Mail;

/// <summary>Header fields of a message: folded, in ASCII, without a way to break out of them (RFC 5322, RFC 2047, RFC 2231).</summary>
static class MailHeaders
{
    const int LongestLine = 78, LongestEncodedWord = 64;

    /// <summary>A field whose value is ASCII already, folded at spaces.</summary>
    /// <exception cref="ArgumentException">The value has a line break or is not ASCII.</exception>
    public static string Field(string name, string value)
    {
        if (value.Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException($"Expected the value of {name} to be one line of ASCII.", nameof(value));
        }

        var folded = new StringBuilder(name).Append(':');
        var column = folded.Length;
        foreach (var word in value.Split(' '))
        {
            if (column + 1 + word.Length > LongestLine && column > name.Length + 1)
            {
                folded.Append("\r\n");
                column = 0;
            }

            folded.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        return folded.Append("\r\n").ToString();
    }

    /// <summary>Words as they may stand in a subject or before an address: as they are, or as encoded words.</summary>
    public static string Words(string text)
    {
        var clean = string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var isPlain = clean.All(c => c is >= ' ' and <= '~') && !clean.Contains("=?", StringComparison.Ordinal) && clean.Split(' ').All(w => w.Length < LongestLine - 10);
        return isPlain ? clean : string.Join(' ', EncodedWords(clean));
    }

    /// <summary>A name and an address, as in From and To. The address has been checked.</summary>
    public static string Mailbox(string? name, string address)
    {
        if (name is not { Length: > 0 })
        {
            return $"<{address}>";
        }

        var words = Words(name);
        var quoted = words.StartsWith("=?", StringComparison.Ordinal) ? words : $"\"{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return $"{quoted} <{address}>";
    }

    /// <summary>Base64 words of whole characters, none longer than RFC 2047 allows.</summary>
    static IEnumerable<string> EncodedWords(string text)
    {
        const int most = (LongestEncodedWord - 12) / 4 * 3;
        var bytes = new List<byte>(most);
        foreach (var rune in text.EnumerateRunes())
        {
            var encoded = new byte[rune.Utf8SequenceLength];
            rune.EncodeToUtf8(encoded);
            if (bytes.Count + encoded.Length > most)
            {
                yield return Word(bytes);
                bytes.Clear();
            }

            bytes.AddRange(encoded);
        }

        yield return Word(bytes);
    }

    static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    /// <summary>A parameter such as a file name; with its UTF-8 form besides when it is not ASCII.</summary>
    public static string Parameter(string name, string value)
    {
        var ascii = new string([.. value.Select(c => c is >= ' ' and <= '~' and not '"' and not '\\' ? c : '_')]);
        return ascii == value ? $"{name}=\"{ascii}\"" : $"{name}=\"{ascii}\"; {name}*=utf-8''{Percent(value)}";
    }

    static string Percent(string value)
    {
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            text.Append(char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{b:X2}"));
        }

        return text.ToString();
    }

    public static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
