using System.Text;

namespace Briefings.Articles.Reading;

/// <summary>Brings strangers' text into the one form that is stored, compared and quoted.</summary>
static class CleanText
{
    const char Replacement = '\uFFFD';

    /// <summary>NFC with line feeds, without control characters, trailing spaces and blank margins; may be empty.</summary>
    public static string Body(string raw)
    {
        var lines = Characters(raw).Normalize(NormalizationForm.FormC).Split('\n');
        for (var i = 0; i < lines.Length; i++)
            lines[i] = lines[i].TrimEnd();
        return string.Join('\n', lines).Trim();
    }

    /// <summary>As <see cref="Body"/>, on one line with single spaces; <c>null</c> when nothing is left.</summary>
    public static string? Line(string? raw)
    {
        if (raw is null)
            return null;
        var line = string.Join(' ', Body(raw).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line;
    }

    public static bool HasLetters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                return true;
        }

        return false;
    }

    /// <summary>For messages: the first <paramref name="characters"/> of strangers' words, on one line.</summary>
    public static string Brief(string words, int characters = 160)
    {
        // Only what can be shown is cleaned: the words may be a whole file.
        var line = Line(words[..Math.Min(words.Length, characters * 2)]) ?? "";
        if (line.Length <= characters)
            return line;
        return line[..(char.IsHighSurrogate(line[characters - 1]) ? characters - 1 : characters)] + "…";
    }

    public static string Quote(string words) => $"\"{Brief(words, 80)}\"";

    static string Characters(string raw)
    {
        var clean = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (char.IsHighSurrogate(c) && i + 1 < raw.Length && char.IsLowSurrogate(raw[i + 1]))
                clean.Append(c).Append(raw[++i]);
            else if (c == '\r' && i + 1 < raw.Length && raw[i + 1] == '\n')
                continue;
            else if (IsLineEnd(c))
                clean.Append('\n');
            else if (char.IsSurrogate(c) || c >= '\uFFFE')
                clean.Append(Replacement);
            else if (c == '\t' || !(char.IsControl(c) || IsHiddenDirection(c)))
                clean.Append(c);
        }

        return clean.ToString();
    }

    static bool IsLineEnd(char c) => c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    // Embeddings, overrides and isolates make a line read differently from what it says, in the PDF and in a terminal.
    // Right-to-left text needs none of them. U+FEFF is a byte order mark that was left inside.
    static bool IsHiddenDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
