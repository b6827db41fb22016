using Briefings.Rendering.Labels;

namespace Briefings.Rendering.Html;

/// <summary>The stories of the page.</summary>
sealed class HtmlStories(LabelSet labels, Markup html, HtmlLines lines)
{
    /// <param name="number">Counts from 1.</param>
    public void Write(StorySection story, int number)
    {
        html.Raw("<article class=\"story\" id=\"").Text(story.Anchor).Raw("\">\n");
        WriteKicker(story);
        html.Raw("<h3>");
        lines.Foreign(story.Title, story.TitleLanguage);
        lines.Citations(story.TitleCitations);
        html.Raw("</h3>\n").Raw("<p class=\"note\"><b>").Text(LabelSet.Fill(labels.StoryNumber, number)).Raw("</b> · ").Text(story.Status)
            .Raw(" · ").Text(labels.IndependentSources.For(story.IndependentSources)).Raw(", ").Text(labels.Outlets.For(story.Outlets))
            .Raw(" · ").Text(story.Reason);
        if (story.Since.Length > 0)
        {
            html.Raw(" · ").Text($"{labels.Since}: {story.Since}");
        }

        lines.Grades(story.Lead, "");
        html.Raw("</p>\n<p class=\"lead\">");
        lines.Cited(story.Lead);
        html.Raw("</p>\n");
        if (story.WhyItMatters.Length > 0)
        {
            html.Raw("<p class=\"why\"><b>").Text(labels.WhyItMatters).Raw("</b> ").Text(story.WhyItMatters).Raw("</p>\n");
        }

        WriteLines(story.Developments, story.Lead.Confidence);
        WriteClaims(story);
        WriteDifferences(story);
        WriteTimeline(story);
        WriteActors(story);
        if (story.Watch.Count > 0)
        {
            html.Element("h4", labels.Watch);
            WriteLines(story.Watch, story.Lead.Confidence);
        }

        html.Raw("</article>\n");
    }

    void WriteKicker(StorySection story)
    {
        if (story.Kicker.Length > 0 || story.TitleStanding != Standing.Reported)
        {
            html.Raw("<p class=\"kicker\">").Text(story.Kicker).Raw(" ");
            lines.StandingOf(story.TitleStanding);
            html.Raw("</p>\n");
        }
    }

    /// <param name="usualConfidence">Said above the story; a line says its own where it differs.</param>
    void WriteLines(IReadOnlyList<CitedLine> items, string usualConfidence) => lines.Items("ul", items, line =>
    {
        if (line.Due.Length > 0 && !line.Text.Contains(line.Due, StringComparison.Ordinal))
        {
            html.Raw("<b>").Text(line.Due).Raw(":</b> ");
        }

        lines.Cited(line);
        html.Raw("<small>");
        lines.Grades(line, usualConfidence);
        html.Raw("</small>");
    });

    void WriteClaims(StorySection story)
    {
        if (story.Claims.Count > 0)
        {
            html.Raw("<div class=\"claims\">\n").Element("h4", labels.Claims);
            WriteLines(story.Claims, story.Lead.Confidence);
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
                html.Raw("<div>\n").Element("p class=\"note\"", side.Published.Length > 0 ? $"{side.Outlet} · {side.Published}" : side.Outlet).Element("p class=\"value\"", side.Value)
                    .Raw("<blockquote").Lang(side.Language).Raw(" dir=\"auto\">“").Text(side.Quote).Raw("”");
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
            var isCompared = story.Actors.Any(actor => actor.Change.Length > 0);
            lines.Table([labels.Actor, labels.Role, labels.Position, .. isCompared ? [labels.Change] : Array.Empty<string>()], story.Actors, actor =>
            [
                () => html.Text(actor.Name),
                () => html.Text(actor.Role),
                () =>
                {
                    lines.StandingOf(actor.Standing);
                    lines.Foreign(actor.Position, actor.Language);
                    lines.Citations(actor.Citations);
                },
                .. isCompared ? [() => html.Text(actor.Change)] : Array.Empty<Action>(),
            ]);
        }
    }
}
