using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Finds sentences: spans of the original text, none crossing a paragraph, heading or list item.</summary>
static class SentenceSplitter
{
    /// <summary>A line shorter than this without a final stop is a heading or byline, not a wrapped line.</summary>
    const int WrappedLine = 60;

    /// <summary>No sentence of prose is longer, in characters; what is, is cut, so that reading stays linear.</summary>
    const int LongestSentence = 2500;

    static readonly FrozenSet<string> Starters = new[]
    {
        "The", "A", "An", "He", "She", "It", "They", "We", "I", "In", "On", "At", "But", "And", "However", "This", "That", "These", "Those",
        "His", "Her", "Its", "Their", "After", "Before", "While", "When", "As", "For", "With", "Meanwhile", "Some", "Many", "There", "If",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static List<Sentence> Split(string text)
    {
        var sentences = new List<Sentence>();
        var paragraph = 0;
        var start = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] is '\n' or '\r' or '\u2029')
            {
                var next = SkipBreak(text, i, out var breaks);
                if (breaks > 1 || EndsLine(text, start, i, next))
                {
                    Add(sentences, text, start, i, paragraph);
                    start = next;
                    if (breaks > 1)
                        paragraph++;
                }
                i = next;
                continue;
            }
            if (text[i] is '.' or '!' or '?' or '…' && SentenceEnd(text, start, i) is { } end)
            {
                Add(sentences, text, start, end, paragraph);
                start = i = end;
                continue;
            }
            i++;
        }
        Add(sentences, text, start, text.Length, paragraph);
        return sentences;
    }

    static int SkipBreak(string text, int i, out int breaks)
    {
        breaks = 0;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            if (text[i] is '\n' or '\u2029' || text[i] == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n'))
                breaks++;
            i++;
        }
        return i;
    }

    static bool EndsLine(string text, int start, int i, int next)
    {
        if (next >= text.Length || i - start < WrappedLine && (char.IsUpper(text[next]) || char.IsDigit(text[next])))
            return true;
        return text[next] is '-' or '*' or '•' or '–' or '#' or '>' && next + 1 < text.Length && text[next + 1] == ' ';
    }

    static int? SentenceEnd(string text, int start, int i)
    {
        var end = i + 1;
        while (end < text.Length && text[end] is '.' or '!' or '?')
            end++;
        while (end < text.Length && text[end] is '"' or '”' or '’' or '\'' or ')' or ']' or '}' or '»')
            end++;
        if (end < text.Length && !char.IsWhiteSpace(text[end]))
            return null;
        var next = end;
        while (next < text.Length && text[next] is ' ' or '\t' or '\u00a0')
            next++;
        if (next >= text.Length || text[next] is '\n' or '\r')
            return end;
        if (char.IsLower(text[next]))
            return null;
        return text[i] == '.' && IsAbbreviation(text, start, i, next) ? null : end;
    }

    static bool IsAbbreviation(string text, int start, int stop, int next)
    {
        var begin = stop;
        while (begin > start && stop - begin < 24 && (char.IsLetter(text[begin - 1]) || text[begin - 1] == '.'))
            begin--;
        var word = text.AsSpan(begin, stop - begin);
        if (word.Length == 0)
            return false;
        if (Abbreviations.TakesStop(word) || word is "No" && char.IsDigit(text[next]))
            return true;
        if (word is "a.m" or "p.m")
            return false;
        // One capital is an initial; "U.S." goes on unless a word that opens sentences follows.
        if (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I')
            return true;
        return word.Contains('.') && !Starters.Contains(FirstWord(text, next));
    }

    static string FirstWord(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 12 && char.IsLetter(text[end]))
            end++;
        return text[at..end];
    }

    static void Add(List<Sentence> sentences, string text, int start, int end, int paragraph)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        while (end - start > LongestSentence)
        {
            var cut = text.LastIndexOf(' ', start + LongestSentence, LongestSentence / 2);
            if (cut < 0)
                cut = char.IsHighSurrogate(text[start + LongestSentence - 1]) ? start + LongestSentence - 1 : start + LongestSentence;
            sentences.Add(new Sentence(sentences.Count, start, cut, paragraph, Tokenizer.Tokenize(text, start, cut)));
            start = cut;
            while (start < end && char.IsWhiteSpace(text[start]))
                start++;
        }
        if (end > start)
            sentences.Add(new Sentence(sentences.Count, start, end, paragraph, Tokenizer.Tokenize(text, start, end)));
    }
}
