using Briefings.Rendering.Labels;

namespace Briefings.Rendering.Html;

/// <summary>The stories of the page.</summary>
sealed class HtmlStories(LabelSet labels, Markup html, HtmlLines lines)
{
    /// <param name="number">Counts from 1.</param>
    public void Write(StorySection story, int number)
    {
        html.Raw("<article class=\"story\" id=\"").Text(story.Anchor).Raw("\">\n<h3>").Text(story.Title);
        lines.Citations(story.TitleCitations);
        html.Raw("</h3>\n").Raw("<p class=\"note\"><b>").Text(LabelSet.Fill(labels.StoryNumber, number)).Raw("</b> · ").Text(story.Status)
            .Raw(" · ").Text(labels.IndependentSources.For(story.IndependentSources)).Raw(", ").Text(labels.Outlets.For(story.Outlets))
            .Raw(" · ").Text(story.Reason).Raw("</p>\n<p class=\"lead\">");
        lines.Cited(story.Lead);
        html.Raw("</p>\n");
        lines.Items("ul", story.Developments, lines.Cited);
        WriteClaims(story);
        WriteDifferences(story);
        WriteTimeline(story);
        WriteActors(story);
        if (story.Watch.Count > 0)
        {
            html.Element("h4", labels.Watch);
            lines.Items("ul", story.Watch, lines.Cited);
        }

        html.Raw("</article>\n");
    }

    void WriteClaims(StorySection story)
    {
        if (story.Claims.Count > 0)
        {
            html.Raw("<div class=\"claims\">\n").Element("h4", labels.Claims);
            lines.Items("ul", story.Claims, lines.Cited);
            html.Raw("</div>\n");
        }
    }

    void WriteDifferences(StorySection story)
    {
        if (story.Differences.Count == 0)
        {
            return;
        }

        html.Element("h4", labels.Differences);
        foreach (var difference in story.Differences)
        {
            html.Element("p class=\"subject\"", difference.Subject).Raw("<div class=\"sides\">\n");
            foreach (var side in difference.Sides)
            {
                html.Raw("<div>\n").Element("p class=\"note\"", side.Outlet).Element("p class=\"value\"", side.Value).Raw("<blockquote>“").Text(side.Quote).Raw("”");
                lines.Citations([side.Citation]);
                html.Raw("</blockquote>\n</div>\n");
            }

            html.Raw("</div>\n");
        }
    }

    void WriteTimeline(StorySection story)
    {
        if (story.Timeline.Count > 0)
        {
            html.Element("h4", labels.Timeline);
            lines.Table([labels.When, labels.Event, labels.Learned], story.Timeline, entry =>
            [
                () => html.Text(entry.When),
                () => lines.Cited(entry.Line),
                () => html.Text(entry.Learned),
            ]);
        }
    }

    void WriteActors(StorySection story)
    {
        if (story.Actors.Count > 0)
        {
            html.Element("h4", labels.Actors);
            lines.Table([labels.Actor, labels.Role, labels.Position], story.Actors, actor =>
            [
                () => html.Text(actor.Name),
                () => html.Text(actor.Role),
                () =>
                {
                    html.Text(actor.Position);
                    lines.Citations(actor.Citations);
                },
            ]);
        }
    }
}
