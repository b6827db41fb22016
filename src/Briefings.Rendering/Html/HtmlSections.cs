using Briefings.Rendering.Labels;
using Briefings.Rendering.Sections;

namespace Briefings.Rendering.Html;

/// <summary>The sections of the page other than the stories.</summary>
sealed class HtmlSections(BriefingDocument document, LabelSet labels, Markup html, HtmlLines lines)
{
    /// <summary>What is shown of a section; nothing when it is empty.</summary>
    public IEnumerable<HtmlSection> Of(BriefingSection section) => section switch
    {
        BriefingSection.KeyDevelopments => When(
            document.KeyDevelopments.Count > 0 || document.Stories.Count == 0 || document.NothingNew.Length > 0,
            new(labels.KeyDevelopments, Anchors.KeyDevelopments, WriteKeyDevelopments, "key")),
        BriefingSection.Changes => When(document.Changes.Count > 0, new(labels.Changes, Anchors.Changes, WriteChanges)),
        BriefingSection.Stories => When(document.Stories.Count > 0, new(labels.Stories, Anchors.Stories, WriteStories)),
        BriefingSection.InBrief => When(document.InBrief.Count > 0, new(labels.InBrief, Anchors.InBrief, WriteInBrief)),
        BriefingSection.Calendar => When(document.Calendar.Count > 0, new(labels.Calendar, Anchors.Calendar, WriteCalendar)),
        BriefingSection.Relations => When(document.Relations.Count > 0, new(labels.Relations, Anchors.Relations, WriteRelations)),
        BriefingSection.Corrections => When(document.Corrections.Count > 0, new(labels.Corrections, Anchors.Corrections, WriteCorrections)),
        BriefingSection.Sources => [.. When(document.Sources.Count > 0, new(labels.Sources, Anchors.Sources, WriteSources)), .. When(document.FurtherSources.Count > 0, new(labels.FurtherSources, Anchors.FurtherSources, WriteFurtherSources))],
        BriefingSection.Method => [.. When(document.Legend.Count > 0, new(labels.Legend, Anchors.Legend, WriteLegend)), .. Paragraphs(labels.Method, Anchors.Method, document.Method)],
        BriefingSection.Gaps => Paragraphs(labels.Gaps, Anchors.Gaps, document.Gaps),
        BriefingSection.Provenance => When(document.Provenance.Count > 0, new(labels.Provenance, Anchors.Provenance, WriteProvenance)),
        _ => [],
    };

    static IEnumerable<HtmlSection> When(bool isShown, HtmlSection section) => isShown ? [section] : [];

    IEnumerable<HtmlSection> Paragraphs(string title, string anchor, IReadOnlyList<string> texts) => When(texts.Count > 0, new(title, anchor, () =>
    {
        foreach (var text in texts)
        {
            html.Element("p", text);
        }
    }));

    void WriteKeyDevelopments()
    {
        if (document.KeyDevelopments.Count == 0)
        {
            html.Element("p", document.NothingNew.Length > 0 ? document.NothingNew : labels.NothingNew);
        }

        lines.Items("ul", document.KeyDevelopments, development =>
        {
            lines.Cited(development.Line);
            html.Raw(" <small>").Text(development.Reason);
            lines.Grades(development.Line, "");
            html.Raw(" ");
            lines.StoryLink(development.StoryAnchor);
            html.Raw("</small>");
        });
    }

    void WriteChanges()
    {
        if (document.ChangesSince.Length > 0)
        {
            html.Element("p class=\"note\"", document.ChangesSince);
        }

        lines.Table([labels.Change, labels.Event, labels.Story], document.Changes, change =>
        [
            () => html.Raw("<span aria-hidden=\"true\">").Text(ChangesTable.Mark(change.Kind)).Raw("</span>&nbsp;").Text(labels.ChangeKind(change.Kind)),
            () =>
            {
                lines.Foreign(change.Text, change.Language);
                lines.Citations(change.Citations);
                if (change.Rule.Length > 0)
                {
                    html.Raw(" <small>").Text(change.Rule).Raw("</small>");
                }
            },
            () => lines.StoryLink(change.StoryAnchor),
        ]);
    }

    void WriteStories()
    {
        var writer = new HtmlStories(labels, html, lines);
        for (var i = 0; i < document.Stories.Count; i++)
        {
            writer.Write(document.Stories[i], i + 1);
        }
    }

    void WriteInBrief() => lines.Items("ul class=\"briefs\"", document.InBrief, item =>
    {
        html.Raw("<span id=\"").Text(item.Anchor).Raw("\">");
        if (item.Label.Length > 0)
        {
            html.Raw("<b>").Text(item.Label).Raw(".</b> ");
        }

        lines.Cited(item.Line);
        html.Raw("</span> <small>").Text(item.Reason).Raw("</small>");
    });

    void WriteCalendar() => lines.Table([labels.When, labels.Event, labels.Story], document.Calendar.OrderBy(entry => entry.Day), entry =>
    [
        () => html.Text(entry.When),
        () => lines.Cited(entry.Line),
        () => lines.StoryLink(entry.StoryAnchor),
    ]);

    void WriteRelations()
    {
        foreach (var series in document.Relations)
        {
            html.Element("h3", series.Pair);
            if (series.Days.Count > 0)
            {
                HtmlCharts.Relation(html, series);
            }

            html.Element("p class=\"note\"", series.TextAlternative);
            if (series.Note.Length > 0)
            {
                html.Element("p class=\"note\"", series.Note);
            }
        }
    }

    void WriteCorrections()
    {
        foreach (var note in document.Corrections)
        {
            html.Raw("<p><strong>").Text(note.Outlet).Raw(".</strong> ").Text(note.Text);
            lines.Citations(note.Citations);
            html.Raw("</p>\n<dl>\n");
            WriteQuoted(labels.Before, note.Old, note.OldSpan, note.Language);
            if (note.New is { } current)
            {
                WriteQuoted(labels.Now, current, note.NewSpan, note.Language);
            }
            else
            {
                lines.Fact(labels.Now, labels.Withdrawn);
            }

            lines.Fact(labels.CarriedIn, string.Join("; ", note.Carried));
            html.Raw("</dl>\n");
        }
    }

    void WriteQuoted(string label, string text, QuoteSpan? span, string? language)
    {
        html.Raw("<div>").Element("dt", label).Raw("<dd><q").Lang(language).Raw(" dir=\"auto\">").Text(text).Raw("</q>");
        lines.Place(span);
        html.Raw("</dd></div>\n");
    }

    void WriteSources()
    {
        html.Element("p class=\"note\"", labels.SourcesNote);
        foreach (var source in document.Sources)
        {
            html.Raw("<article class=\"source\">\n<h3><strong>").Text(source.Outlet).Raw(".</strong> ");
            lines.Foreign(source.Title, source.Language);
            html.Raw("</h3>\n<p class=\"note\">").Text(source.Published);
            WriteAlso(source.Status);
            WriteAlso(source.LanguageText);
            WriteAlso(source.Learned);
            if (source.Url is { Length: > 0 } url)
            {
                html.Raw(" · ");
                lines.Address(url);
            }

            WriteAlso(source.Article);
            html.Raw("</p>\n");
            lines.Items("ul", source.Quotes, quote => lines.Quote(quote, source.Language));
            html.Raw("</article>\n");
        }
    }

    void WriteAlso(string text)
    {
        if (text.Length > 0)
        {
            html.Raw(" · ").Text(text);
        }
    }

    void WriteFurtherSources() => lines.Items("ul", document.FurtherSources, source =>
    {
        html.Raw("<strong>").Text(source.Outlet).Raw(".</strong> ").Text(source.Title).Raw(" · ").Text(source.Published);
        if (source.Url is { Length: > 0 } url)
        {
            html.Raw(" · ");
            lines.Address(url);
        }

        WriteAlso(source.Article);
        if (source.With.Count > 0)
        {
            html.Raw(" · ").Text(labels.With);
            lines.Citations(source.With, isFirstUse: false);
        }
    });

    void WriteLegend() => lines.Table([labels.Word, labels.Meaning, labels.Kind], document.Legend, term =>
    [
        () => html.Text(term.Word),
        () => html.Text(term.Meaning),
        () => html.Text(labels.LegendKind(term.Kind)),
    ]);

    void WriteProvenance()
    {
        html.Raw("<dl>\n");
        foreach (var fact in document.Provenance)
        {
            lines.Fact(fact.Label, fact.Value);
        }

        html.Raw("</dl>\n");
    }
}
