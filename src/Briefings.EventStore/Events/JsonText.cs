using System.Buffers;
using System.Text;

namespace Briefings.EventStore;

/// <summary>What PostgreSQL cannot hold as text is replaced by U+FFFD before it is stored.</summary>
static class JsonText
{
    static readonly SearchValues<char> Suspects = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(c => (char)c), '\0']);

    /// <summary>Replaces the escapes of U+0000 and of surrogates without their other half.</summary>
    public static byte[] Normalize(byte[] json)
    {
        for (var at = 0; ;)
        {
            var escape = json.AsSpan(at).IndexOf("\\"u8);
            if (escape < 0 || at + escape + 1 >= json.Length)
                return json;
            at += escape;
            if (json[at + 1] != 'u')
            {
                at += 2;
                continue;
            }

            var unit = Unit(json, at);
            var paired = char.IsHighSurrogate(unit) && at + 11 < json.Length && json[at + 6] == '\\' && json[at + 7] == 'u'
                && char.IsLowSurrogate(Unit(json, at + 6));
            if (!paired && (unit == '\0' || char.IsSurrogate(unit)))
                "FFFD"u8.CopyTo(json.AsSpan(at + 2));
            at += paired ? 12 : 6;
        }
    }

    /// <summary>The same for plain text: stream names, metadata.</summary>
    public static string? Normalize(string? text) => text is null || !text.AsSpan().ContainsAny(Suspects) ? text : Replace(text);

    static string Replace(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    static char Unit(byte[] json, int escape) =>
        (char)Convert.ToInt32(Encoding.ASCII.GetString(json, escape + 2, 4), 16);
}
