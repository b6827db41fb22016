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
        StandingOf(line.Standing);
        Foreign(line.Text, line.Language);
        Citations(line.Citations);
        if (line.Further > 0)
        {
            var more = string.Create(CultureInfo.InvariantCulture, $"+{line.Further}");
            html.Raw(" <sup>");
            _ = document.FurtherSources.Count > 0 ? html.Link("#" + Anchors.FurtherSources, more, LabelSet.Fill(labels.OpenFurther, line.Further)) : html.Text(more);
            html.Raw("</sup>");
        }

        if (line.Note.Length > 0)
        {
            html.Raw(" <small>(").Text(line.Note).Raw(")</small>");
        }
    }

    public void StandingOf(Standing standing)
    {
        if (standing != Standing.Reported)
        {
            html.Raw("<b class=\"standing\">").Text(labels.Standing(standing)).Raw("</b> ");
        }
    }

    /// <summary>Likelihood and confidence, each with its name.</summary>
    /// <param name="usualConfidence">Said elsewhere, and not again here.</param>
    public void Grades(CitedLine line, string usualConfidence)
    {
        if (line.Likelihood.Length > 0)
        {
            html.Raw(" · ").Text($"{labels.Likelihood}: {line.Likelihood}");
        }

        if (line.Confidence.Length > 0 && !string.Equals(line.Confidence, usualConfidence, StringComparison.Ordinal))
        {
            html.Raw(" · ").Text($"{labels.Confidence}: {line.Confidence}");
        }
    }

    /// <summary>Text with its own language when that is not the document's.</summary>
    public void Foreign(string text, string? language)
    {
        if (Language.Valid(language) is null)
        {
            html.Text(text);
            return;
        }

        html.Raw("<span").Lang(language).Raw(" dir=\"auto\">").Text(text).Raw("</span>");
    }

    /// <param name="isFirstUse">Whether the quote may lead back to here.</param>
    public void Citations(IReadOnlyList<int> numbers, bool isFirstUse = true)
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"[{numbers[i]}]");
            html.Raw(i == 0 ? "&nbsp;" : " ").Raw("<sup>");
            _ = quoted.Contains(numbers[i])
                ? html.Link("#" + Anchors.Quote(numbers[i]), mark, LabelSet.Fill(labels.OpenSource, numbers[i]), isFirstUse && cited.Add(numbers[i]) ? Anchors.Citation(numbers[i]) : null)
                : html.Text(mark);
            html.Raw("</sup>");
        }
    }

    /// <param name="language">Of the article.</param>
    public void Quote(Quote quote, string? language)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"[{quote.Number}]");
        html.Raw("<span id=\"").Raw(Anchors.Quote(quote.Number)).Raw("\">");
        _ = cited.Contains(quote.Number) ? html.Link("#" + Anchors.Citation(quote.Number), mark, LabelSet.Fill(labels.BackToText, quote.Number)) : html.Text(mark);
        html.Raw("</span> <q").Lang(language).Raw(" dir=\"auto\">").Text(quote.Text).Raw("</q>");
        Place(quote.Span);
    }

    /// <summary>Revision and characters of a quote.</summary>
    public void Place(QuoteSpan? span)
    {
        if (Composition.PlaceOf(span) is { } place)
        {
            html.Raw(" <small>").Text(place).Raw("</small>");
        }
    }

    public void Address(string url) => _ = WebAddress.IsSafe(url) ? html.Link(url, url) : html.Text(url);

    /// <summary>A label and its value in a list of such; nothing without a value.</summary>
    public void Fact(string label, string value)
    {
        if (value.Length > 0)
        {
            html.Raw("<div>").Element("dt", label).Element("dd", value).Raw("</div>\n");
        }
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

        if (document.InBrief.FirstOrDefault(item => string.Equals(item.Anchor, anchor, StringComparison.Ordinal)) is { } brief)
        {
            html.Link("#" + anchor, labels.InBrief, LabelSet.Fill(labels.OpenStory, brief.Line.Text));
        }
    }

    /// <param name="tag">Such as <c>ul</c>, with its attributes.</param>
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

        html.Raw("</").Raw(tag.Split(' ')[0]).Raw(">\n");
    }

    /// <summary>A table whose rows begin with their own head.</summary>
    public void Table<T>(IReadOnlyList<string> head, IEnumerable<T> rows, Func<T, Action[]> cells)
    {
        html.Raw("<div class=\"table\"><table>\n<thead><tr>");
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

        html.Raw("</tbody>\n</table></div>\n");
    }
}
