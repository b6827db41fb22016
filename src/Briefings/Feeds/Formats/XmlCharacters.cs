using System.Globalization;
using System.Net;
using System.Text;

namespace Briefings.Feeds.Formats;

/// <summary>Characters and references of XML as feeds write them.</summary>
/// <remarks>
/// HTML's named entities become their characters, numbers 128 to 159 those of Windows-1252 as in HTML; a bare ampersand and an unknown name stay
/// as they stand. Characters that XML 1.0 forbids go; half a surrogate pair becomes U+FFFD.
/// </remarks>
static class XmlCharacters
{
    const int LongestName = 32;

    public static string Decode(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        Append(text, raw, decode: true);
        return text.ToString();
    }

    public static void Append(StringBuilder text, ReadOnlySpan<char> raw, bool decode)
    {
        while (raw.Length > 0)
        {
            var plain = raw.IndexOf('&') is var ampersand && (!decode || ampersand < 0) ? raw.Length : ampersand;
            AppendAllowed(text, raw[..plain]);
            raw = raw[plain..];
            if (raw.Length == 0)
                return;
            var end = raw[..Math.Min(raw.Length, LongestName + 2)].IndexOf(';');
            if (end > 1 && Character(raw[1..end]) is { } character)
            {
                text.Append(character);
                raw = raw[(end + 1)..];
            }
            else
            {
                text.Append('&');
                raw = raw[1..];
            }
        }
    }

    /// <summary>What a reference stands for, without its ampersand and semicolon; <c>null</c> when it is none.</summary>
    public static string? Character(ReadOnlySpan<char> name)
    {
        if (name is "apos")
            return "'";
        if (name[0] != '#')
            return WebUtility.HtmlDecode($"&{name};") is var decoded && decoded.Length <= 2 && (decoded[0] != '&' || name is "amp") ? decoded : null;
        var isHex = name.Length > 1 && name[1] is 'x' or 'X';
        if (!int.TryParse(name[(isHex ? 2 : 1)..], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        if (number is >= 128 and <= 159)
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([(byte)number]);
        var isCharacter = number is 9 or 10 or 13 or (>= 0x20 and < 0xD800) or (> 0xDFFF and < 0xFFFE) or (>= 0x10000 and <= 0x10FFFF);
        return isCharacter ? char.ConvertFromUtf32(number) : "\uFFFD";
    }

    static void AppendAllowed(StringBuilder text, ReadOnlySpan<char> raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (char.IsHighSurrogate(c) && i + 1 < raw.Length && char.IsLowSurrogate(raw[i + 1]))
                text.Append(c).Append(raw[++i]);
            else if (char.IsSurrogate(c))
                text.Append('\uFFFD');
            else if (c is '\t' or '\n' or '\r' or (>= ' ' and < '\uFFFE'))
                text.Append(c);
        }
    }
}
