using System.Text;
using System.Text.RegularExpressions;

namespace Briefings.Articles.Reading;

/// <summary>The prose of a Markdown text: its words without its marks, each paragraph on one line.</summary>
static partial class MarkdownText
{
    /// <param name="title">Set from a leading <c># heading</c> when <c>null</c>; a heading that repeats it is left out of the text.</param>
    public static string Of(string markdown, ref string? title)
    {
        var paragraphs = new StringBuilder(markdown.Length);
        var isFenced = false;
        var isFirst = true;
        foreach (var raw in Comment().Replace(markdown, "").ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.Trim();
            if (Fence().IsMatch(line))
                isFenced = !isFenced;
            else if (isFenced)
                paragraphs.Append(raw).Append('\n');
            else if (line.Length == 0 || Rule().IsMatch(line) || Reference().IsMatch(line))
                EndParagraph(paragraphs);
            else if (Heading().Match(line) is { Success: true } heading)
                isFirst = AddHeading(paragraphs, Inline(heading.Groups["words"].Value), isFirst && heading.Groups["marks"].Length == 1, ref title);
            else
                isFirst = AddLine(paragraphs, line);
        }

        return paragraphs.ToString();
    }

    static bool AddHeading(StringBuilder paragraphs, string words, bool mayBeTitle, ref string? title)
    {
        EndParagraph(paragraphs);
        if (mayBeTitle)
            title ??= words;
        if (!mayBeTitle || !string.Equals(title, words, StringComparison.OrdinalIgnoreCase))
            paragraphs.Append(words).Append("\n\n");
        return false;
    }

    static bool AddLine(StringBuilder paragraphs, string line)
    {
        var words = Marker().Replace(line, "");
        if (words.Length < line.Length)
            EndParagraph(paragraphs);
        else if (paragraphs.Length > 0 && paragraphs[^1] != '\n')
            paragraphs.Append(' ');
        paragraphs.Append(Inline(words));
        return false;
    }

    static void EndParagraph(StringBuilder paragraphs)
    {
        while (paragraphs.Length > 0 && !(paragraphs.Length > 1 && paragraphs[^1] == '\n' && paragraphs[^2] == '\n'))
            paragraphs.Append('\n');
    }

    static string Inline(string words)
    {
        words = Image().Replace(words, "");
        words = Link().Replace(words, "${words}");
        words = AutoLink().Replace(words, "${address}");
        words = Strong().Replace(words, "${words}");
        words = Emphasis().Replace(words, "${before}${words}");
        return Escape().Replace(words, "${mark}").TrimEnd('\\').Trim();
    }

    [GeneratedRegex("<!--(?:[^-]|-[^-])*-->", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex("^(?:```|~~~)", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\[[^\]]+\]:\s*\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex("^(?<marks>#{1,6})[ \t]+(?<words>.*?)[ \t]*#*$", RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?:>[ \t]?)+(?:[*+\-][ \t]+)?|^[*+\-][ \t]+", RegexOptions.NonBacktracking)]
    private static partial Regex Marker();

    [GeneratedRegex(@"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])", RegexOptions.NonBacktracking)]
    private static partial Regex Image();

    [GeneratedRegex(@"\[(?<words>[^\]]+)\](?:\([^)\s]*(?:\s+""[^""]*"")?\)|\[[^\]]*\])", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"<(?<address>(?:https?|mailto):[^>\s]+)>", RegexOptions.NonBacktracking)]
    private static partial Regex AutoLink();

    [GeneratedRegex(@"\*\*(?<words>[^*]+)\*\*|__(?<words>[^_]+)__|`+(?<words>[^`]+)`+", RegexOptions.NonBacktracking)]
    private static partial Regex Strong();

    // An underscore or star inside a word, or beside a space, is a character of the text.
    [GeneratedRegex(@"(?<before>^|[\s(""'“‘—–-])(?:\*(?<words>[^*\s](?:[^*]*[^*\s])?)\*|_(?<words>[^_\s](?:[^_]*[^_\s])?)_)", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\\(?<mark>[\\`*_{}\[\]()#+\-.!>~|])", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}
