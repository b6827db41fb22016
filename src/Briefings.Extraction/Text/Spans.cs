using System.Text;

namespace Briefings.Extraction;

/// <summary>Writes tokens back as text, with single spaces where the article has any space.</summary>
static class Spans
{
    public static string Text(Token[] tokens, int start, int end)
    {
        var text = new StringBuilder();
        for (var i = start; i < end; i++)
        {
            if (i > start && tokens[i].Start > tokens[i - 1].End)
                text.Append(' ');
            text.Append(tokens[i].Text);
        }
        return text.ToString();
    }
}
