using Briefings.Rendering.Labels;
using Briefings.Rendering.Sections;

namespace Briefings.Rendering.Html;

/// <summary>One document on its way to HTML: head, title block, contents and the sections in the order of the pages.</summary>
sealed class HtmlPage
{
    /// <summary>Nothing is loaded and nothing runs, whatever a text may hold.</summary>
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    readonly BriefingDocument document;
    readonly LabelSet labels;
    readonly Markup html = new();
    readonly HtmlLines lines;

    public HtmlPage(BriefingDocument document)
    {
        this.document = document;
        labels = LabelSet.For(document.Language);
        lines = new HtmlLines(document, labels, html);
    }

    public override string ToString()
    {
        html.Raw("<!doctype html>\n<html lang=\"").Raw(Language.TagOf(document)).Raw("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").Raw(Policy).Raw("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Element("title", $"{document.Title}, {document.DayText}")
            .Raw("<style>\n").Raw(HtmlStyle.Of(document.Brand)).Raw("</style>\n</head>\n<body>\n")
            .Raw("<a class=\"skip\" href=\"#briefing\">").Text(labels.Skip).Raw("</a>\n");
        WriteHeader();
        var sections = new HtmlSections(document, labels, html, lines);
        var shown = SectionOrder.Of(document).SelectMany(sections.Of).ToList();
        WriteContents(shown);
        html.Raw("<main id=\"briefing\" tabindex=\"-1\">\n");
        foreach (var section in shown)
        {
            html.Raw("<section id=\"").Raw(section.Anchor).Raw("\"").Raw(section.CssClass.Length > 0 ? $" class=\"{section.CssClass}\"" : "")
                .Raw(" aria-labelledby=\"").Raw(section.Anchor).Raw("-title\">\n<h2 id=\"").Raw(section.Anchor).Raw("-title\">").Text(section.Title).Raw("</h2>\n");
            section.Write();
            html.Raw("</section>\n");
        }

        html.Raw("</main>\n<footer>").Element("p class=\"handling\"", document.Handling).Raw("</footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    void WriteHeader()
    {
        html.Raw("<header>\n").Element("p class=\"handling\"", document.Handling).Raw("<div class=\"masthead\">\n<div>\n").Element("h1", document.Title)
            .Element("p class=\"subtitle\"", $"{document.Profile} · {document.DayText}").Raw("</div>\n");
        if (document.Brand?.Logo is { } logo && HtmlImage.Address(logo) is { } address)
        {
            html.Raw("<img src=\"").Raw(address).Raw("\" alt=\"").Text(logo.Text).Raw("\">\n");
        }

        html.Raw("</div>\n<dl>\n");
        lines.Fact(labels.IssueLabel, LabelSet.Fill(labels.Issue, document.Issue));
        lines.Fact(labels.Period, document.Period);
        lines.Fact(labels.CutOff, document.CutOff);
        lines.Fact(labels.NextIssue, document.NextIssue);
        lines.Fact(labels.Previous, document.Previous?.Text ?? "");
        html.Raw("</dl>\n");
        if (document.Coverage.Length > 0)
        {
            html.Element("p class=\"note\"", document.Coverage);
        }

        html.Raw("</header>\n");
    }

    void WriteContents(List<HtmlSection> shown)
    {
        if (shown.Count == 0)
        {
            return;
        }

        html.Raw("<nav aria-label=\"").Text(labels.Contents).Raw("\">\n<ul>\n");
        foreach (var section in shown)
        {
            html.Raw("<li>").Link("#" + section.Anchor, section.Title).Raw("</li>\n");
        }

        html.Raw("</ul>\n</nav>\n");
    }
}

/// <summary>One section that has something to show.</summary>
sealed record HtmlSection(string Title, string Anchor, Action Write, string CssClass = "");
