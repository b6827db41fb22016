using Briefings.Rendering.Labels;
using Briefings.Rendering.Sections;

namespace Briefings.Rendering.Html;

/// <summary>One document on its way to HTML: head, title block and the sections in the order of the pages.</summary>
sealed class HtmlPage
{
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
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Element("title", $"{document.Title}, {document.DayText}")
            .Raw("<style>\n").Raw(HtmlStyle.Css).Raw("</style>\n</head>\n<body>\n");
        WriteHeader();
        html.Raw("<main>\n");
        WriteKeyDevelopments();
        WriteChanges();
        WriteStories();
        WriteCalendar();
        WriteCorrections();
        WriteSources();
        WriteParagraphs(labels.Method, Anchors.Method, document.Method);
        WriteParagraphs(labels.Gaps, Anchors.Gaps, document.Gaps);
        WriteProvenance();
        html.Raw("</main>\n<footer>").Element("p class=\"handling\"", document.Handling).Raw("</footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    void WriteHeader()
    {
        html.Raw("<header>\n").Element("h1", document.Title)
            .Element("p class=\"subtitle\"", $"{document.Profile} · {document.DayText}").Raw("<dl>\n");
        WriteFact(labels.IssueLabel, LabelSet.Fill(labels.Issue, document.Issue));
        WriteFact(labels.Period, document.Period);
        WriteFact(labels.CutOff, document.CutOff);
        WriteFact(labels.Handling, document.Handling);
        html.Raw("</dl>\n</header>\n");
    }

    void WriteFact(string label, string value) => html.Raw("<div>").Element("dt", label).Element("dd", value).Raw("</div>\n");

    void WriteKeyDevelopments()
    {
        if (document.KeyDevelopments.Count == 0 && document.Stories.Count > 0)
        {
            return;
        }

        Open(labels.KeyDevelopments, Anchors.KeyDevelopments, "key");
        if (document.Stories.Count == 0)
        {
            html.Element("p", labels.NothingNew);
        }

        lines.Items("ul", document.KeyDevelopments, development =>
        {
            lines.Cited(development.Line);
            html.Raw(" <small>").Text(development.Reason).Raw(" ");
            lines.StoryLink(development.StoryAnchor);
            html.Raw("</small>");
        });
        Close();
    }

    void WriteChanges()
    {
        if (document.Changes.Count > 0)
        {
            Open(labels.Changes, Anchors.Changes);
            lines.Table([labels.Change, labels.Event, labels.Story], document.Changes, change =>
            [
                () => html.Text(labels.ChangeKind(change.Kind)),
                () => html.Text(change.Text),
                () => lines.StoryLink(change.StoryAnchor),
            ]);
            Close();
        }
    }

    void WriteStories()
    {
        if (document.Stories.Count > 0)
        {
            Open(labels.Stories, Anchors.Stories);
            var writer = new HtmlStories(labels, html, lines);
            for (var i = 0; i < document.Stories.Count; i++)
            {
                writer.Write(document.Stories[i], i + 1);
            }

            Close();
        }
    }

    void WriteCalendar()
    {
        if (document.Calendar.Count > 0)
        {
            Open(labels.Calendar, Anchors.Calendar);
            lines.Table([labels.When, labels.Event, labels.Story], document.Calendar.OrderBy(entry => entry.Day), entry =>
            [
                () => html.Text(entry.When),
                () => lines.Cited(entry.Line),
                () => lines.StoryLink(entry.StoryAnchor),
            ]);
            Close();
        }
    }

    void WriteCorrections()
    {
        if (document.Corrections.Count == 0)
        {
            return;
        }

        Open(labels.Corrections, Anchors.Corrections);
        foreach (var note in document.Corrections)
        {
            html.Raw("<p><strong>").Text(note.Outlet).Raw(".</strong> ").Text(note.Text);
            lines.Citations(note.Citations);
            html.Raw("</p>\n<dl>\n");
            WriteFact(labels.Before, $"“{note.Old}”");
            WriteFact(labels.Now, note.New is { } current ? $"“{current}”" : labels.Withdrawn);
            if (note.Carried.Count > 0)
            {
                WriteFact(labels.CarriedIn, string.Join("; ", note.Carried));
            }

            html.Raw("</dl>\n");
        }

        Close();
    }

    void WriteSources()
    {
        if (document.Sources.Count == 0)
        {
            return;
        }

        Open(labels.Sources, Anchors.Sources);
        html.Element("p class=\"note\"", labels.SourcesNote);
        foreach (var source in document.Sources)
        {
            html.Raw("<article class=\"source\">\n<p><strong>").Text(source.Outlet).Raw(".</strong> ").Text(source.Title).Raw("<br>").Text(source.Published);
            if (source.Status.Length > 0)
            {
                html.Raw(" · ").Text(source.Status);
            }

            if (source.Url is { Length: > 0 } url)
            {
                html.Raw(" · ");
                _ = WebAddress.IsSafe(url) ? html.Link(url, url) : html.Text(url);
            }

            html.Raw("</p>\n");
            lines.Items("ul", source.Quotes, lines.Quote);
            html.Raw("</article>\n");
        }

        Close();
    }

    void WriteParagraphs(string title, string anchor, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            Open(title, anchor);
            foreach (var text in texts)
            {
                html.Element("p", text);
            }

            Close();
        }
    }

    void WriteProvenance()
    {
        if (document.Provenance.Count > 0)
        {
            Open(labels.Provenance, Anchors.Provenance);
            html.Raw("<dl>\n");
            foreach (var fact in document.Provenance)
            {
                WriteFact(fact.Label, fact.Value);
            }

            html.Raw("</dl>\n");
            Close();
        }
    }

    void Open(string title, string anchor, string cssClass = "")
    {
        html.Raw("<section id=\"").Raw(anchor).Raw("\"").Raw(cssClass.Length > 0 ? $" class=\"{cssClass}\"" : "").Raw(">\n").Element("h2", title);
    }

    void Close() => html.Raw("</section>\n");
}
