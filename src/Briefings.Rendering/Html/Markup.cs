using System.Text;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Html;

/// <summary>HTML in which every text is escaped on its way in.</summary>
sealed class Markup
{
    readonly StringBuilder html = new();

    /// <param name="markup">Fixed markup; never a document's text.</param>
    public Markup Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    public Markup Text(string text)
    {
        foreach (var c in CleanText.Of(text))
        {
            html.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => null,
            });
            if (c is not ('&' or '<' or '>' or '"' or '\''))
            {
                html.Append(c);
            }
        }

        return this;
    }

    /// <summary>A lang attribute; none without a usable tag.</summary>
    public Markup Lang(string? tag) => Language.Valid(tag) is { } valid ? Raw(" lang=\"").Raw(valid).Raw("\"") : this;

    /// <summary>An element that holds one text.</summary>
    /// <param name="open">Such as <c>p class="note"</c>.</param>
    public Markup Element(string open, string text) => Raw("<").Raw(open).Raw(">").Text(text).Raw("</").Raw(open.Split(' ')[0]).Raw(">\n");

    /// <param name="address">Must be safe: an anchor or <see cref="WebAddress.IsSafe"/>.</param>
    public Markup Link(string address, string text, string? title = null, string? id = null)
    {
        Raw("<a href=\"").Text(address).Raw("\"");
        if (title is not null)
        {
            Raw(" title=\"").Text(title).Raw("\"");
        }

        if (id is not null)
        {
            Raw(" id=\"").Text(id).Raw("\"");
        }

        return Raw(">").Text(text).Raw("</a>");
    }

    public override string ToString() => html.ToString();
}
