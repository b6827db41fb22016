using System.Text;

namespace Briefings.Rendering.Text;

/// <summary>The clean text of several spans as one string, with the span and the direction of every character.</summary>
sealed class Paragraph
{
    readonly IReadOnlyList<Span> spans;
    readonly int[] ends;
    readonly byte[]? levels;
    int current;

    public Paragraph(IReadOnlyList<Span> spans)
    {
        this.spans = spans;
        ends = new int[spans.Count];
        var text = new StringBuilder();
        for (var i = 0; i < spans.Count; i++)
        {
            foreach (var c in CleanText.Of(spans[i].Text))
            {
                if (c != ' ' || text.Length == 0 || text[^1] != ' ')
                {
                    text.Append(c);
                }
            }

            ends[i] = text.Length;
        }

        Text = text.ToString();
        IsRightToLeft = spans.Count > 0 && spans[0].IsQuoted && Directions.BeginsRightToLeft(Text);
        levels = Directions.Levels(Text, IsRightToLeft);
    }

    public string Text { get; }

    /// <summary>The direction of the paragraph as a whole; some words in it may run the other way.</summary>
    public bool IsRightToLeft { get; }

    public byte LevelAt(int at) => levels is null ? (byte)0 : levels[at];

    /// <summary>The span of a character; cheap when asked from left to right.</summary>
    public Span SpanAt(int at)
    {
        while (current > 0 && at < ends[current - 1])
        {
            current--;
        }

        while (at >= ends[current])
        {
            current++;
        }

        return spans[current];
    }
}
