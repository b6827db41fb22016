using System.Text;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Markdown;

/// <summary>Document text that Markdown shows as it is.</summary>
static class MarkdownText
{
    /// <summary>Puts a backslash before every character with a meaning, and HTML out of action.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var clean = CleanText.Of(text).Trim();
        for (var i = 0; i < clean.Length; i++)
        {
            var c = clean[i];
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '~' or '&' or '$' || (c is '#' or '+' or '-' or '=' or '!' && i == 0) || EndsNumber(clean, i))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        // GitHub and others turn bare addresses into links; an entity inside the scheme stops that.
        return escaped.Replace("://", "&#58;//").Replace("www.", "www&#46;").ToString();
    }

    /// <summary>A safe address inside a link's brackets.</summary>
    public static string Address(string url) => "<" + new Uri(url).AbsoluteUri.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal) + ">";

    /// <summary>"1." and "1)" at the start of a line would begin a list.</summary>
    static bool EndsNumber(string text, int at) => text[at] is '.' or ')' && at is > 0 and < 10 && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0;
}
