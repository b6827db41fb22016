using System.Globalization;
using System.Text;
using Briefings.Rendering.Fonts;

namespace Briefings.Rendering.Text;

/// <summary>Breaks styled text into lines. One per rendering; not for several threads.</summary>
/// <param name="hyphenation">The rules of the document's language; <c>null</c> parts no word.</param>
sealed class Typesetter(Shaper shaper, BreakOpportunities opportunities, RenderWarnings warnings, Hyphenation? hyphenation = null)
{
    /// <summary>The size of the number printed in place of a character that no font has, relative to the text around it.</summary>
    const double ReplacementScale = 0.7;

    public RenderWarnings Warnings => warnings;

    /// <summary>Notes are short and stay whole; so do heads and names, which are set in bold.</summary>
    const double SmallestParted = 8;

    /// <summary>A word is parted only when the line would otherwise stay this much shorter than its column.</summary>
    const double MostRagged = 0.16;

    /// <summary>Lines no wider than <paramref name="width"/> points, filled greedily; none for text without a visible character.</summary>
    public List<Line> Break(IReadOnlyList<Span> spans, double width) => Break(spans, width, partsWords: true);

    List<Line> Break(IReadOnlyList<Span> spans, double width, bool partsWords)
    {
        var paragraph = new Paragraph(spans);
        var lines = new List<Line>();
        var line = new LineInProgress(paragraph.IsRightToLeft);
        foreach (var (wordStart, end, spaceAt) in Words(paragraph))
        {
            var start = wordStart;
            var word = Fragments(paragraph, start, end);
            var space = spaceAt < 0 ? [] : Fragments(paragraph, spaceAt, spaceAt + 1);
            if (line.IsEmpty || line.Width + WidthOf(space) + WidthOf(word) <= width)
            {
                line.Add(line.IsEmpty ? [] : space);
            }
            else
            {
                var room = width - line.Width - WidthOf(space);
                var cut = partsWords && room > width * MostRagged ? Part(paragraph, start, end, room) : 0;
                if (cut > 0)
                {
                    line.Add(space);
                    line.Add([.. Fragments(paragraph, start, cut), Hyphen(paragraph, cut - 1)]);
                    (start, word) = (cut, Fragments(paragraph, cut, end));
                }

                lines.Add(line.Finish(spaceBehind: spaceAt >= 0 && cut == 0));
            }

            var from = start;
            while (WidthOf(word) > width)
            {
                var fits = EmergencyBreak(paragraph, from, end, width);
                if (fits >= end)
                {
                    word = Fragments(paragraph, from, end);
                    break;
                }

                line.Add(Fragments(paragraph, from, fits));
                lines.Add(line.Finish(spaceBehind: false));
                from = fits;
                word = Fragments(paragraph, from, end, upTo: width);
            }

            line.Add(word);
        }

        if (!line.IsEmpty)
        {
            lines.Add(line.Finish(spaceBehind: false));
        }

        return lines;
    }

    /// <summary>Where to part a word so that as much of it as possible fits into the room; 0 when no part does.</summary>
    int Part(Paragraph paragraph, int start, int end, double room)
    {
        var text = paragraph.Text;
        var first = start;
        while (first < end && !char.IsLetter(text[first]))
        {
            first++;
        }

        var last = first;
        while (last < end && char.IsLetter(text[last]))
        {
            last++;
        }

        if (first == last || RulesOf(paragraph.SpanAt(first)) is not { } rules)
        {
            return 0;
        }

        var points = rules.Points(text.AsSpan(first, last - first));
        for (var i = points.Count - 1; i >= 0; i--)
        {
            var cut = first + points[i];
            if (WidthOf(Fragments(paragraph, start, cut)) + Hyphen(paragraph, cut - 1).Width <= room)
            {
                return cut;
            }
        }

        return 0;
    }

    Hyphenation? RulesOf(Span span) => span switch
    {
        { IsCode: true } => null,
        { Style.Size: <= SmallestParted } or { Style.Face: Face.SansSemiBold or Face.SansBold or Face.SerifBold } => null,
        { Language: { } language } => Hyphenation.For(language),
        { IsQuoted: true } => null,
        _ => hyphenation,
    };

    Fragment Hyphen(Paragraph paragraph, int at)
    {
        var span = paragraph.SpanAt(at);
        var face = FaceAt(paragraph.Text, at, span.Style.Face, out _) ?? span.Style.Face;
        return new Fragment(shaper.Hyphen(face), span, span.Style with { Face = face }, paragraph.LevelAt(at));
    }

    /// <summary>As few lines as <see cref="Break(IReadOnlyList{Span}, double)"/> makes, but about equally long, and no word parted.</summary>
    public List<Line> BreakEvenly(IReadOnlyList<Span> spans, double width)
    {
        var best = Break(spans, width, partsWords: false);
        if (best.Count is 1 or > 4)
        {
            return best;
        }

        var low = width / 2;
        while (width - low > 4)
        {
            var middle = (low + width) / 2;
            var lines = Break(spans, middle, partsWords: false);
            if (lines.Count > best.Count)
            {
                low = middle;
            }
            else
            {
                (best, width) = (lines, middle);
            }
        }

        return best;
    }

    /// <summary>All text on one line, however wide.</summary>
    public Line OneLine(string text, TextStyle style)
    {
        var paragraph = new Paragraph([new Span(text, style)]);
        var line = new LineInProgress();
        line.Add(Fragments(paragraph, 0, paragraph.Text.Length));
        return line.Finish(spaceBehind: false);
    }

    /// <summary>Parts that stay on one line, and where the space before them stands; -1 when there is none.</summary>
    IEnumerable<(int Start, int End, int SpaceAt)> Words(Paragraph paragraph)
    {
        var text = paragraph.Text;
        var start = -1;
        var spaceAt = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                if (start >= 0 && opportunities.AtSpace(text, i))
                {
                    yield return (start, i, spaceAt);
                    start = -1;
                }

                spaceAt = start >= 0 ? spaceAt : i;
            }
            else if (start < 0)
            {
                start = i;
            }
            else if (text[i - 1] != ' ' && BreakOpportunities.InWord(text, i, paragraph.SpanAt(i).IsCode, i - start))
            {
                yield return (start, i, spaceAt);
                (start, spaceAt) = (i, -1);
            }
        }

        if (start >= 0)
        {
            yield return (start, text.Length, spaceAt);
        }
    }

    /// <param name="upTo">Stop when this much width is filled; the rest of an over-long word is cut anew for the next line.</param>
    List<Fragment> Fragments(Paragraph paragraph, int start, int end, double upTo = double.MaxValue)
    {
        var fragments = new List<Fragment>(2);
        double width = 0;
        for (var i = start; i < end && width <= upTo;)
        {
            var span = paragraph.SpanAt(i);
            var level = paragraph.LevelAt(i);
            var face = FaceAt(paragraph.Text, i, span.Style.Face, out var length);
            if (face is null)
            {
                fragments.Add(Replacement(paragraph.Text.Substring(i, length), span, level));
                i += length;
            }
            else
            {
                var next = i + length;
                while (next < end && ReferenceEquals(paragraph.SpanAt(next), span) && paragraph.LevelAt(next) == level
                    && next - i < MaximumRun && FaceAt(paragraph.Text, next, span.Style.Face, out length) == face)
                {
                    next += length;
                }

                fragments.Add(new Fragment(shaper.Shape(face.Value, paragraph.Text.AsSpan(i, next - i), level % 2 == 1), span, span.Style with { Face = face.Value }, level));
                i = next;
            }

            width += fragments[^1].Width;
        }

        return fragments;
    }

    /// <summary>Over-long words are shaped piece by piece, so that their cost stays linear.</summary>
    const int MaximumRun = 256;

    /// <summary>A character that no font has is printed as its number and copied as itself.</summary>
    Fragment Replacement(string character, Span span, byte level)
    {
        var codePoint = char.ConvertToUtf32(character, 0);
        warnings.MissingGlyph(codePoint);
        var style = span.Style with { Face = Face.Sans, Size = span.Style.Size * ReplacementScale };
        var number = string.Create(CultureInfo.InvariantCulture, $"[U+{codePoint:X4}]");
        return new Fragment(shaper.Shape(Face.Sans, number, isRightToLeft: false), span, style, level, character);
    }

    /// <summary>As much of an over-long word as fits on a line of its own; at least one character with its marks.</summary>
    int EmergencyBreak(Paragraph paragraph, int start, int end, double width)
    {
        double filled = 0;
        for (var i = start; i < end;)
        {
            var style = paragraph.SpanAt(i).Style;
            var face = FaceAt(paragraph.Text, i, style.Face, out var length);
            var next = i + length;
            while (next < end && Scripts.IsMark(paragraph.Text[next]))
            {
                next++;
            }

            var advance = face is { } known
                ? shaper.Shape(known, paragraph.Text.AsSpan(i, length), isRightToLeft: false).Width * style.Size / 1000
                : style.Size * ReplacementScale * 5;
            if (filled + advance > width && i > start)
            {
                return i;
            }

            filled += advance;
            i = next;
        }

        return end;
    }

    static Face? FaceAt(string text, int at, Face wanted, out int length)
    {
        var c = text[at];
        length = 1;
        if (c == ' ' && at > 0 && text[at - 1] >= BidiClasses.FirstRightToLeft && !char.IsSurrogate(text[at - 1]))
        {
            // The space behind a word of another script is that script's, so that its words are one piece.
            return FaceAt(text, at - 1, wanted, out _) ?? wanted;
        }

        if (c is >= ' ' and <= '~')
        {
            return wanted;
        }

        if (c is CleanText.Joiner or CleanText.NonJoiner)
        {
            return at > 0 ? FaceAt(text, at - 1, wanted, out _) : wanted;
        }

        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
        return FontLibrary.FaceFor(rune.Value, wanted);
    }

    static double WidthOf(List<Fragment> fragments)
    {
        double width = 0;
        foreach (var fragment in fragments)
        {
            width += fragment.Width;
        }

        return width;
    }
}
