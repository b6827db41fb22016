using System.Globalization;
using Briefings.Rendering.Labels;
using Briefings.Rendering.Sections;

namespace Briefings.Rendering.Html;

/// <summary>The recurring pieces of the page: cited lines, quotes, lists and tables.</summary>
sealed class HtmlLines(BriefingDocument document, LabelSet labels, Markup html)
{
    readonly HashSet<int> quoted = [.. document.Sources.SelectMany(source => source.Quotes).Select(quote => quote.Number)];
    readonly HashSet<int> cited = [];

    public void Cited(CitedLine line)
    {
        if (line.Standing != Standing.Reported)
        {
            html.Raw("<b class=\"standing\">").Text(labels.Standing(line.Standing)).Raw("</b> ");
        }

        html.Text(line.Text);
        Citations(line.Citations);
    }

    public void Citations(IReadOnlyList<int> numbers)
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"[{numbers[i]}]");
            html.Raw(i == 0 ? "&nbsp;" : " ").Raw("<sup>");
            _ = quoted.Contains(numbers[i])
                ? html.Link("#" + Anchors.Quote(numbers[i]), mark, LabelSet.Fill(labels.OpenSource, numbers[i]), cited.Add(numbers[i]) ? Anchors.Citation(numbers[i]) : null)
                : html.Text(mark);
            html.Raw("</sup>");
        }
    }

    public void Quote(Quote quote)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"[{quote.Number}]");
        html.Raw("<span id=\"").Raw(Anchors.Quote(quote.Number)).Raw("\">");
        _ = cited.Contains(quote.Number) ? html.Link("#" + Anchors.Citation(quote.Number), mark, LabelSet.Fill(labels.BackToText, quote.Number)) : html.Text(mark);
        html.Raw("</span> <q>").Text(quote.Text).Raw("</q>");
    }

    public void StoryLink(string anchor)
    {
        for (var i = 0; i < document.Stories.Count; i++)
        {
            if (string.Equals(document.Stories[i].Anchor, anchor, StringComparison.Ordinal))
            {
                html.Link("#" + anchor, LabelSet.Fill(labels.StoryNumber, i + 1), LabelSet.Fill(labels.OpenStory, document.Stories[i].Title));
                return;
            }
        }
    }

    /// <param name="tag"><c>ul</c> or <c>ol</c>.</param>
    public void Items<T>(string tag, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        html.Raw("<").Raw(tag).Raw(">\n");
        foreach (var item in items)
        {
            html.Raw("<li>");
            write(item);
            html.Raw("</li>\n");
        }

        html.Raw("</").Raw(tag).Raw(">\n");
    }

    /// <summary>A table whose rows begin with their own head.</summary>
    public void Table<T>(IReadOnlyList<string> head, IEnumerable<T> rows, Func<T, Action[]> cells)
    {
        html.Raw("<table>\n<thead><tr>");
        foreach (var title in head)
        {
            html.Element("th scope=\"col\"", title);
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Raw("<tr>");
            var isFirst = true;
            foreach (var write in cells(row))
            {
                html.Raw(isFirst ? "<th scope=\"row\">" : "<td>");
                write();
                html.Raw(isFirst ? "</th>" : "</td>");
                isFirst = false;
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody>\n</table>\n");
    }
}
