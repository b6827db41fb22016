namespace Briefings.Articles;

/// <summary>
/// The word-level difference between two texts: their longest common subsequence of words is what stayed. What is no news when
/// it changes (<see cref="Boilerplate"/>) is passed over.
/// </summary>
public sealed class TextDifference
{
    // Beyond this many differing words a side, the middle is reported as one change: the table grows with their product.
    const int LongestTable = 2_000;

    readonly string before;
    readonly string after;
    readonly string comparedBefore;
    readonly string comparedAfter;
    readonly List<(int Start, int End)> a;
    readonly List<(int Start, int End)> b;

    TextDifference(string before, string after)
    {
        (this.before, this.after) = (before, after);
        (comparedBefore, comparedAfter) = (Boilerplate.Blanked(before), Boilerplate.Blanked(after));
        (a, b) = (Words(comparedBefore), Words(comparedAfter));
    }

    /// <summary>Runs of words taken out or put in, in the order of the old text; empty when only white space, typography or boilerplate differs.</summary>
    public static IReadOnlyList<TextChange> Between(string before, string after) => new TextDifference(before, after).Changes();

    IReadOnlyList<TextChange> Changes()
    {
        var head = 0;
        while (head < a.Count && head < b.Count && Same(head, head))
        {
            head++;
        }

        var tail = 0;
        while (tail < a.Count - head && tail < b.Count - head && Same(a.Count - tail - 1, b.Count - tail - 1))
        {
            tail++;
        }

        var (endA, endB) = (a.Count - tail, b.Count - tail);
        if (endA == head && endB == head)
        {
            return [];
        }

        return Math.Max(endA, endB) - head > LongestTable ? [Change(head, endA, head, endB)] : [.. Runs(head, endA, endB)];
    }

    IEnumerable<TextChange> Runs(int head, int endA, int endB)
    {
        var common = LongestCommon(head, endA, endB);
        var (i, j, fromA, fromB) = (head, head, head, head);
        while (i < endA || j < endB)
        {
            if (i < endA && j < endB && Same(i, j))
            {
                if (i > fromA || j > fromB)
                {
                    yield return Change(fromA, i, fromB, j);
                }

                (fromA, fromB) = (++i, ++j);
            }
            else if (j >= endB || (i < endA && common[i + 1 - head, j - head] >= common[i - head, j + 1 - head]))
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        if (i > fromA || j > fromB)
        {
            yield return Change(fromA, i, fromB, j);
        }
    }

    int[,] LongestCommon(int head, int endA, int endB)
    {
        var (rows, columns) = (endA - head, endB - head);
        var table = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                table[i, j] = Same(head + i, head + j) ? table[i + 1, j + 1] + 1 : Math.Max(table[i + 1, j], table[i, j + 1]);
            }
        }

        return table;
    }

    bool Same(int i, int j) => comparedBefore.AsSpan(a[i].Start, a[i].End - a[i].Start).SequenceEqual(comparedAfter.AsSpan(b[j].Start, b[j].End - b[j].Start));

    TextChange Change(int fromA, int toA, int fromB, int toB) => new(
        fromA < a.Count ? a[fromA].Start : before.Length,
        toA > fromA ? before[a[fromA].Start..a[toA - 1].End] : "",
        toB > fromB ? after[b[fromB].Start..b[toB - 1].End] : "");

    static List<(int Start, int End)> Words(string text)
    {
        var words = new List<(int, int)>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                words.Add((start, i));
                start = -1;
            }
        }

        return words;
    }
}
