using AngleSharp.Dom;

namespace Briefings.Pages;

/// <summary>How much of what stands in an element.</summary>
sealed class Measure
{
    /// <summary>Characters without white space beyond one between words.</summary>
    public int Characters { get; set; }

    /// <summary>Of them, inside links; a link within the page counts a third.</summary>
    public double LinkCharacters { get; set; }

    public int Commas { get; set; }

    public int Paragraphs { get; set; }

    public int ListItems { get; set; }

    public int Images { get; set; }

    public int Inputs { get; set; }

    public int HeadingCharacters { get; set; }

    public int TextBlockCharacters { get; set; }

    public double LinkDensity => Characters == 0 ? 0 : LinkCharacters / Characters;

    public void Add(Measure below)
    {
        Characters += below.Characters;
        LinkCharacters += below.LinkCharacters;
        Commas += below.Commas;
        Paragraphs += below.Paragraphs;
        ListItems += below.ListItems;
        Images += below.Images;
        Inputs += below.Inputs;
        HeadingCharacters += below.HeadingCharacters;
        TextBlockCharacters += below.TextBlockCharacters;
    }
}

/// <summary>Measures a tree in one walk, with a stack of its own: depth costs no thread stack, and no text is put together twice.</summary>
static class Measures
{
    public static Dictionary<IElement, Measure> Of(IElement root)
    {
        var measures = new Dictionary<IElement, Measure>();
        var path = new Stack<(IElement Element, int Next)>();
        path.Push((root, 0));
        measures[root] = new Measure();
        while (path.TryPop(out var at))
        {
            var measure = measures[at.Element];
            if (at.Next >= at.Element.ChildNodes.Length)
            {
                Close(at.Element, measure);
                if (path.TryPeek(out var above))
                    measures[above.Element].Add(measure);
                continue;
            }

            path.Push((at.Element, at.Next + 1));
            var child = at.Element.ChildNodes[at.Next];
            if (child is IText text)
            {
                Count(text.Data, measure);
            }
            else if (child is IElement element && !ElementSigns.IsNoText(element))
            {
                measures[element] = new Measure();
                path.Push((element, 0));
            }
        }

        return measures;
    }

    static void Close(IElement element, Measure measure)
    {
        switch (element.LocalName)
        {
            case "a":
                measure.LinkCharacters = measure.Characters * (element.GetAttribute("href") is ['#', ..] ? 0.3 : 1.0);
                break;
            case "p":
                measure.Paragraphs++;
                measure.TextBlockCharacters = measure.Characters;
                break;
            case "span" or "td" or "blockquote" or "pre" or "ol" or "ul" or "dl" or "li":
                measure.ListItems += element.LocalName is "li" ? 1 : 0;
                measure.TextBlockCharacters = measure.Characters;
                break;
            case "img" or "picture":
                measure.Images++;
                break;
            case "input" or "select" or "textarea" or "button":
                measure.Inputs++;
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                measure.HeadingCharacters = measure.Characters;
                break;
            default:
                break;
        }
    }

    static void Count(string data, Measure measure)
    {
        var inSpace = true;
        foreach (var c in data)
        {
            var isSpace = char.IsWhiteSpace(c);
            measure.Characters += isSpace && inSpace ? 0 : 1;
            measure.Commas += c is ',' or '،' or '﹐' or '︐' or '︑' or '⹁' or '⸴' or '⸲' or '，' or '、' ? 1 : 0;
            inSpace = isSpace;
        }

        measure.Characters -= inSpace && data.Length > 0 && measure.Characters > 0 ? 1 : 0;
    }
}
