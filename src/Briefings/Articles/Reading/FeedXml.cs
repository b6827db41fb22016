using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Briefings.Articles.Reading;

/// <summary>Mends what feeds get wrong in their XML, so that a strict parser that knows no DTD can read them.</summary>
/// <remarks>
/// The DOCTYPE is taken out: RSS 0.91 files carry one, and nothing in it is ever loaded or expanded. HTML's entities become
/// their characters, a bare ampersand itself; characters that XML 1.0 forbids go. Line numbers stay.
/// </remarks>
sealed partial class FeedXml
{
    readonly string _raw;
    readonly StringBuilder _xml;
    readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    string? _used;

    FeedXml(string raw) => (_raw, _xml) = (raw, new StringBuilder(raw.Length));

    /// <param name="defect">Set when the feed uses an entity that it declares: such feeds are refused, not expanded.</param>
    public static string Mend(string raw, out string? defect)
    {
        var feed = new FeedXml(raw.TrimStart());
        feed.Mend();
        defect = feed._used is { } name ? $"Expected a feed without entities of its own, found &{name}; they are not expanded." : null;
        return feed._xml.ToString();
    }

    void Mend()
    {
        var at = TakeOutDocumentType();
        while (at < _raw.Length && _used is null)
        {
            if (_raw[at] == '&')
                at = Reference(at);
            else if (_raw[at] == '<' && string.CompareOrdinal(_raw, at, "<![CDATA[", 0, 9) == 0)
                at = Copy(at, End(at, "]]>"), keepAll: true);
            else if (_raw[at] == '<' && string.CompareOrdinal(_raw, at, "<!--", 0, 4) == 0)
                at = Copy(at, End(at, "-->"), keepAll: false);
            else
                at = Copy(at, at + 1, keepAll: true);
        }
    }

    int TakeOutDocumentType()
    {
        if (DocumentType().Match(_raw) is not { Success: true } found)
            return 0;
        foreach (Match entity in Entity().Matches(found.Value))
            _declared.Add(entity.Groups["name"].Value);
        Copy(0, found.Groups["before"].Length, keepAll: true);
        return Copy(found.Groups["before"].Length, found.Length, keepAll: false);
    }

    int End(int from, string mark) => _raw.IndexOf(mark, from, StringComparison.Ordinal) is >= 0 and var end ? end + mark.Length : _raw.Length;

    /// <param name="keepAll">Otherwise only line feeds, for the line numbers.</param>
    int Copy(int from, int to, bool keepAll)
    {
        for (var i = from; i < to; i++)
        {
            var c = _raw[i];
            if (c == '\n' || (keepAll && (c >= ' ' || c is '\t' or '\r') && c < '\uFFFE'))
                _xml.Append(char.IsSurrogate(c) && !IsWhole(i) ? '\uFFFD' : c);
        }

        return to;
    }

    bool IsWhole(int at) => char.IsHighSurrogate(_raw[at])
        ? at + 1 < _raw.Length && char.IsLowSurrogate(_raw[at + 1])
        : at > 0 && char.IsHighSurrogate(_raw[at - 1]);

    int Reference(int at)
    {
        var end = _raw.IndexOf(';', at, Math.Min(40, _raw.Length - at));
        var name = end < 0 ? "" : _raw[(at + 1)..end];
        if (name.Length > 0 && Words(name) is { } words)
        {
            _xml.Append(words);
            return end + 1;
        }

        if (_declared.Contains(name))
            _used = name;
        _xml.Append("&amp;");
        return at + 1;
    }

    // null for what is no reference. Numbers 128 to 159 are Windows-1252, as in HTML.
    static string? Words(string name)
    {
        if (name is "amp" or "lt" or "gt" or "quot" or "apos")
            return $"&{name};";
        if (name[0] != '#')
            return WebUtility.HtmlDecode($"&{name};") is var decoded && decoded.Length <= 2 && decoded[0] != '&' ? decoded : null;
        var isHex = name.Length > 1 && name[1] is 'x' or 'X';
        if (!int.TryParse(name.AsSpan(isHex ? 2 : 1), isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        if (number is >= 128 and <= 159)
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([(byte)number]);
        var isCharacter = number is 9 or 10 or 13 or (>= 0x20 and < 0xD800) or (> 0xDFFF and < 0xFFFE) or (>= 0x10000 and <= 0x10FFFF);
        return isCharacter ? $"&#{number.ToString(CultureInfo.InvariantCulture)};" : "\uFFFD";
    }

    [GeneratedRegex("""^(?<before>(?:<\?[^>]*\?>|<!--(?:[^-]|-[^-])*-->|\s)*)<!DOCTYPE\s(?:[^\["'>]|"[^"]*"|'[^']*')*(?:\[(?:[^\]"']|"[^"]*"|'[^']*')*\]\s*)?>""", RegexOptions.NonBacktracking)]
    private static partial Regex DocumentType();

    [GeneratedRegex(@"<!ENTITY\s+(?<name>[^\s%""']+)", RegexOptions.NonBacktracking)]
    private static partial Regex Entity();
}
