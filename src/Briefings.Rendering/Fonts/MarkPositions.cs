namespace Briefings.Rendering.Fonts;

/// <summary>Where accents and vowel signs stand on their letters: the <c>mark</c> and <c>mkmk</c> features of <c>GPOS</c> (OpenType 1.9, lookup types 4 to 6).</summary>
sealed class MarkPositions
{
    const int MarkToBase = 4;
    const int MarkToLigature = 5;
    const int MarkToMark = 6;
    const int ExtensionPositioning = 9;

    readonly FontBytes font;
    readonly List<Attachments> toLetters = [];
    readonly List<Attachments> toMarks = [];

    public MarkPositions(FontBytes font, int table)
    {
        this.font = font;
        var layout = new LayoutTable(font, table, ExtensionPositioning);
        foreach (var (type, offset) in layout.Subtables("mark").Where(s => s.Type is MarkToBase or MarkToLigature))
        {
            toLetters.Add(Read(layout, offset, isLigature: type == MarkToLigature));
        }

        foreach (var (_, offset) in layout.Subtables("mkmk").Where(s => s.Type == MarkToMark))
        {
            toMarks.Add(Read(layout, offset, isLigature: false));
        }
    }

    /// <summary>From the letter's origin to the mark's, in font units; <c>null</c> when the font does not say.</summary>
    public (int X, int Y)? OnLetter(ushort letter, ushort mark) => Find(toLetters, letter, mark);

    /// <summary>From the origin of the mark below or above to that of the next, in font units; <c>null</c> when the font does not say.</summary>
    public (int X, int Y)? OnMark(ushort first, ushort second) => Find(toMarks, first, second);

    static (int X, int Y)? Find(List<Attachments> subtables, ushort below, ushort mark)
    {
        foreach (var subtable in subtables)
        {
            if (subtable.Marks.TryGetValue(mark, out var itsAnchor) && subtable.Bases.TryGetValue(below, out var anchors) && anchors[itsAnchor.Class] is { } anchor)
            {
                return (anchor.X - itsAnchor.X, anchor.Y - itsAnchor.Y);
            }
        }

        return null;
    }

    Attachments Read(LayoutTable layout, int offset, bool isLigature)
    {
        var marks = new Dictionary<ushort, (int Class, int X, int Y)>();
        var markArray = offset + font.U16(offset + 8);
        foreach (var (i, glyph) in layout.Coverage(offset + font.U16(offset + 2)).Index())
        {
            var anchor = markArray + font.U16(markArray + 4 + (4 * i));
            marks[glyph] = (font.U16(markArray + 2 + (4 * i)), font.S16(anchor + 2), font.S16(anchor + 4));
        }

        int classes = font.U16(offset + 6);
        var bases = new Dictionary<ushort, (int X, int Y)?[]>();
        var baseArray = offset + font.U16(offset + 10);
        foreach (var (i, glyph) in layout.Coverage(offset + font.U16(offset + 4)).Index())
        {
            if (!isLigature)
            {
                bases[glyph] = Anchors(baseArray, baseArray + 2 + (2 * i * classes), classes);
                continue;
            }

            // Marks of a ligature stand on its last part: earlier parts would have to be told from the text.
            var ligature = baseArray + font.U16(baseArray + 2 + (2 * i));
            var last = font.U16(ligature) - 1;
            bases[glyph] = Anchors(ligature, ligature + 2 + (2 * last * classes), classes);
        }

        return new Attachments(marks, bases);
    }

    (int X, int Y)?[] Anchors(int table, int records, int classes)
    {
        var anchors = new (int X, int Y)?[classes];
        for (var i = 0; i < classes; i++)
        {
            if (font.U16(records + (2 * i)) is var at and > 0)
            {
                anchors[i] = (font.S16(table + at + 2), font.S16(table + at + 4));
            }
        }

        return anchors;
    }

    sealed record Attachments(Dictionary<ushort, (int Class, int X, int Y)> Marks, Dictionary<ushort, (int X, int Y)?[]> Bases);
}
