using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Briefings.Articles.Reading;

/// <summary>Parses strangers' JSON.</summary>
static class JsonText
{
    static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <param name="defect">Why the result is <c>null</c>; empty when it is not.</param>
    public static JsonDocument? Parse(string text, out string defect)
    {
        try
        {
            defect = "";
            return JsonDocument.Parse(WholeSurrogates(text), Tolerant);
        }
        catch (JsonException e)
        {
            var reason = e.Message.Split(" LineNumber:")[0];
            defect = string.Create(CultureInfo.InvariantCulture, $"Expected JSON, found at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {CleanText.Brief(reason)}");
            return null;
        }
    }

    // Half a surrogate pair is valid JSON (RFC 8259, 8.2), and no string: JsonElement throws on it, in names as in values.
    static string WholeSurrogates(string text)
    {
        if (!text.Contains(@"\ud", StringComparison.OrdinalIgnoreCase) && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var (unit, length) = Unit(text, i);
            var (next, nextLength) = Unit(text, i + length);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(next))
                length += nextLength;
            else if (char.IsSurrogate(unit))
                (i, length) = (i + length, 0);
            whole.Append(length == 0 ? "\uFFFD" : text.AsSpan(i, length));
            i += length;
        }

        return whole.ToString();
    }

    // One UTF-16 code unit, whether it stands there or is escaped; another escape stays together, so that \\ud800 is none.
    static (char Unit, int Length) Unit(string text, int at)
    {
        if (at >= text.Length)
            return ('\0', 0);
        if (text[at] != '\\' || at + 1 >= text.Length)
            return (text[at], 1);
        return at + 5 < text.Length && text[at + 1] == 'u' && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? ((char)unit, 6)
            : ('\\', 2);
    }
}
