using System.Text;
using AngleSharp.Dom;

namespace Briefings.Articles.Reading;

/// <summary>The words of an HTML element as paragraphs with a blank line between them.</summary>
/// <remarks>Walks with a stack of its own: a full thread stack would end the process.</remarks>
sealed class HtmlText
{
    readonly StringBuilder _text = new();
    readonly StringBuilder _paragraph = new();
    readonly Func<IElement, bool> _isLeftOut;
    readonly bool _dropsLinkLists;
    int _linkDepth;
    int _linkCharacters;

    HtmlText(Func<IElement, bool> isLeftOut, bool dropsLinkLists) => (_isLeftOut, _dropsLinkLists) = (isLeftOut, dropsLinkLists);

    /// <summary>All words of a fragment.</summary>
    public static string Of(IElement root) => new HtmlText(IsNoText, dropsLinkLists: false).Walk(root);

    /// <summary>The words of a page's element without what <paramref name="isLeftOut"/> names, and without paragraphs that are mostly links.</summary>
    public static string OfPage(IElement root, Func<IElement, bool> isLeftOut) =>
        new HtmlText(element => IsNoText(element) || isLeftOut(element), dropsLinkLists: true).Walk(root);

    public static bool IsNoText(IElement element) => element.LocalName is
        "script" or "style" or "noscript" or "template" or "head" or "title" or "svg" or "math" or "iframe" or "object" or "canvas" or "audio" or "video"
        or "form" or "button" or "select" or "textarea" or "input" or "nav" or "aside" or "footer" or "figure" or "dialog"
        || element.HasAttribute("hidden");

    string Walk(IElement root)
    {
        var path = new Stack<(INode Node, int NextChild)>();
        path.Push((root, 0));
        while (path.TryPop(out var at))
        {
            if (at.NextChild >= at.Node.ChildNodes.Length)
            {
                Leave(at.Node);
                continue;
            }

            path.Push(at with { NextChild = at.NextChild + 1 });
            var child = at.Node.ChildNodes[at.NextChild];
            if (child is IText words)
                Append(words.Data);
            else if (child is IElement element && !_isLeftOut(element) && Enter(element))
                path.Push((element, 0));
        }

        EndParagraph();
        return _text.ToString();
    }

    bool Enter(IElement element)
    {
        if (element.LocalName is "br")
            _paragraph.Append('\n');
        else if (IsBlock(element.LocalName))
            EndParagraph();
        else if (element.LocalName is "a")
            _linkDepth++;
        return true;
    }

    void Leave(INode node)
    {
        if (node is IElement { LocalName: "a" })
            _linkDepth--;
        else if (node is IElement element && IsBlock(element.LocalName))
            EndParagraph();
    }

    void Append(string data)
    {
        foreach (var c in data)
        {
            var isSpace = c is ' ' or '\t' or '\n' or '\r' or '\f' or '\u00A0';
            if (isSpace && (_paragraph.Length == 0 || _paragraph[^1] is ' ' or '\n'))
                continue;
            _paragraph.Append(isSpace ? ' ' : c);
            _linkCharacters += _linkDepth > 0 && !isSpace ? 1 : 0;
        }
    }

    void EndParagraph()
    {
        var words = _paragraph.ToString().Trim();
        var isLinks = _dropsLinkLists && _linkCharacters * 2 > words.Length;
        if (words.Length > 0 && !isLinks)
            _text.Append(_text.Length > 0 ? "\n\n" : "").Append(words);
        _paragraph.Clear();
        _linkCharacters = 0;
    }

    static bool IsBlock(string name) => name is
        "p" or "div" or "section" or "article" or "main" or "header" or "body" or "html" or "blockquote" or "pre" or "address" or "details" or "summary"
        or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "li" or "dl" or "dt" or "dd" or "hr" or "center"
        or "table" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th" or "caption" or "fieldset" or "figcaption" or "hgroup";
}
