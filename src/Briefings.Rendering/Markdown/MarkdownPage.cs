using System.Globalization;
using System.Text;
using Briefings.Rendering.Labels;
using Briefings.Rendering.Sections;

namespace Briefings.Rendering.Markdown;

/// <summary>One document on its way to Markdown, in the order of the pages.</summary>
sealed class MarkdownPage(BriefingDocument document)
{
    readonly LabelSet labels = LabelSet.For(document.Language);
    readonly StringBuilder text = new();
    readonly HashSet<int> quoted = [.. document.Sources.SelectMany(source => source.Quotes).Select(quote => quote.Number)];

    public override string ToString()
    {
        Line($"# {Escape(document.Title)}");
        Line($"**{Escape(document.Profile)}** · {Escape(document.DayText)} · {Escape(LabelSet.Fill(labels.Issue, document.Issue))} · **{Escape(document.Handling)}**");
        Line(Joined(
            $"{labels.Period}: {Escape(document.Period)}",
            $"{labels.CutOff}: {Escape(document.CutOff)}",
            Fact(labels.NextIssue, document.NextIssue),
            Fact(labels.Previous, document.Previous?.Text ?? ""),
            Escape(document.Coverage)));
        foreach (var section in SectionOrder.Of(document))
        {
            Write(section);
        }

        Line($"**{Escape(document.Handling)}**");
        return text.ToString();
    }

    void Write(BriefingSection section)
    {
        switch (section)
        {
            case BriefingSection.KeyDevelopments:
                WriteKeyDevelopments();
                break;
            case BriefingSection.Changes:
                WriteTable(labels.Changes, Anchors.Changes, [labels.Change, labels.Event, labels.Story], document.Changes,
                    change => [labels.ChangeKind(change.Kind), Joined(Escape(change.Text) + Citations(change.Citations), Escape(change.Rule)), StoryLink(change.StoryAnchor)], document.ChangesSince);
                break;
            case BriefingSection.Stories:
                WriteStories();
                break;
            case BriefingSection.InBrief:
                WriteList(labels.InBrief, Anchors.InBrief, document.InBrief.Select(item =>
                    $"{Anchor(item.Anchor)}{(item.Label.Length > 0 ? $"**{Escape(item.Label)}.** " : "")}{Joined(Cited(item.Line), Escape(item.Reason))}"));
                break;
            case BriefingSection.Calendar:
                WriteTable(labels.Calendar, Anchors.Calendar, [labels.When, labels.Event, labels.Story], document.Calendar.OrderBy(entry => entry.Day).ToList(),
                    entry => [Escape(entry.When), Cited(entry.Line), StoryLink(entry.StoryAnchor)]);
                break;
            case BriefingSection.Relations:
                WriteRelations();
                break;
            case BriefingSection.Corrections:
                WriteCorrections();
                break;
            case BriefingSection.Sources:
                WriteSources();
                WriteFurtherSources();
                break;
            case BriefingSection.Method:
                WriteTable(labels.Legend, Anchors.Legend, [labels.Word, labels.Meaning, labels.Kind], document.Legend, term => [Escape(term.Word), Escape(term.Meaning), labels.LegendKind(term.Kind)]);
                WriteList(labels.Method, Anchors.Method, document.Method.Select(Escape));
                break;
            case BriefingSection.Gaps:
                WriteList(labels.Gaps, Anchors.Gaps, document.Gaps.Select(Escape));
                break;
            default:
                WriteList(labels.Provenance, Anchors.Provenance, document.Provenance.Select(fact => $"{Escape(fact.Label)}: {Escape(fact.Value)}"));
                break;
        }
    }

    void WriteKeyDevelopments()
    {
        if (document.KeyDevelopments.Count == 0 && document.Stories.Count > 0 && document.NothingNew.Length == 0)
        {
            return;
        }

        Heading(2, labels.KeyDevelopments, Anchors.KeyDevelopments);
        if (document.KeyDevelopments.Count == 0)
        {
            Line(document.NothingNew.Length > 0 ? Escape(document.NothingNew) : labels.NothingNew);
        }

        Bullets(document.KeyDevelopments.Select(development =>
            $"{Cited(development.Line)} ({Joined(Escape(development.Reason), Grades(development.Line, ""), StoryLink(development.StoryAnchor))})"));
    }

    void WriteStories()
    {
        if (document.Stories.Count > 0)
        {
            Heading(2, labels.Stories, Anchors.Stories);
        }

        for (var i = 0; i < document.Stories.Count; i++)
        {
            WriteStory(document.Stories[i], i + 1);
        }
    }

    void WriteStory(StorySection story, int number)
    {
        Heading(3, story.Title, story.Anchor);
        Line(Joined(
            Escape(story.Kicker),
            story.TitleStanding == Rendering.Standing.Reported ? "" : $"*{labels.Standing(story.TitleStanding)}*",
            LabelSet.Fill(labels.StoryNumber, number),
            Escape(story.Status),
            $"{labels.IndependentSources.For(story.IndependentSources)}, {labels.Outlets.For(story.Outlets)}",
            Escape(story.Reason),
            Fact(labels.Since, story.Since),
            Grades(story.Lead, "")) + Citations(story.TitleCitations));
        Line($"{Standing(story.Lead.Standing)}**{Escape(story.Lead.Text)}**{Behind(story.Lead)}");
        if (story.WhyItMatters.Length > 0)
        {
            Line($"**{labels.WhyItMatters}** {Escape(story.WhyItMatters)}");
        }

        Bullets(story.Developments.Select(line => InStory(line, story)));
        WriteSubsection(labels.Claims, story.Claims.Select(line => InStory(line, story)));
        WriteSubsection(labels.Differences, story.Differences.Select(difference => $"{Escape(difference.Subject)}: {string.Join("; ", difference.Sides.Select(Side))}"));
        WriteTable(labels.Timeline, null, [labels.When, labels.Event, labels.Learned], story.Timeline, entry => [Escape(entry.When), Cited(entry.Line), Escape(entry.Learned)]);
        var isCompared = story.Actors.Any(actor => actor.Change.Length > 0);
        WriteTable(labels.Actors, null, [labels.Actor, labels.Role, labels.Position, .. isCompared ? [labels.Change] : Array.Empty<string>()], story.Actors, actor =>
        [
            Escape(actor.Name), Escape(actor.Role), Standing(actor.Standing) + Escape(actor.Position) + Citations(actor.Citations), .. isCompared ? [Escape(actor.Change)] : Array.Empty<string>(),
        ]);
        WriteSubsection(labels.Watch, story.Watch.Select(line => InStory(line, story)));
    }

    string InStory(CitedLine line, StorySection story)
    {
        var due = line.Due.Length > 0 && !line.Text.Contains(line.Due, StringComparison.Ordinal) ? $"**{Escape(line.Due)}:** " : "";
        return due + Joined(Cited(line), Grades(line, story.Lead.Confidence));
    }

    string Side(DifferenceSide side) =>
        $"**{Escape(side.Value)}** ({Joined(Escape(side.Outlet), Escape(side.Published))}: “{Escape(side.Quote)}”{Citations([side.Citation])})";

    void WriteRelations()
    {
        if (document.Relations.Count > 0)
        {
            Heading(2, labels.Relations, Anchors.Relations);
        }

        foreach (var series in document.Relations)
        {
            Line($"**{Escape(series.Pair)}.** {Joined(Escape(series.TextAlternative), Escape(series.Note))}");
        }
    }

    void WriteFurtherSources() => WriteList(labels.FurtherSources, Anchors.FurtherSources, document.FurtherSources.Select(source => Joined(
        $"**{Escape(source.Outlet)}.** {Titled(source.Title, source.Url)}",
        Escape(source.Published),
        Escape(source.Article),
        source.With.Count > 0 ? labels.With + Citations(source.With) : "")));

    void WriteSubsection(string title, IEnumerable<string> lines)
    {
        var items = lines.ToList();
        if (items.Count > 0)
        {
            Line($"#### {title}");
            Bullets(items);
        }
    }

    void WriteCorrections()
    {
        WriteList(labels.Corrections, Anchors.Corrections, document.Corrections.Select(note =>
        {
            var now = note.New is { } current ? $"{labels.Now}: “{Escape(current)}”{Place(note.NewSpan)}" : labels.Withdrawn;
            var carried = note.Carried.Count > 0 ? $" {labels.CarriedIn}: {Escape(string.Join("; ", note.Carried))}." : "";
            return $"**{Escape(note.Outlet)}.** {Escape(note.Text)}{Citations(note.Citations)} {labels.Before}: “{Escape(note.Old)}”{Place(note.OldSpan)} {now}.{carried}";
        }));
    }

    void WriteSources()
    {
        if (document.Sources.Count > 0)
        {
            Heading(2, labels.Sources, Anchors.Sources);
            Line(labels.SourcesNote);
        }

        foreach (var source in document.Sources)
        {
            Line($"**{Escape(source.Outlet)}.** {Titled(source.Title, source.Url)}. {Joined(Escape(source.Published), Escape(source.Status), Escape(source.LanguageText), Escape(source.Learned), Escape(source.Article))}");
            Bullets(source.Quotes.Select(quote => string.Create(CultureInfo.InvariantCulture, $"<a id=\"{Anchors.Quote(quote.Number)}\"></a>[{quote.Number}] “{Escape(quote.Text)}”{Place(quote.Span)}")));
        }
    }

    void WriteList(string title, string anchor, IEnumerable<string> lines)
    {
        var items = lines.ToList();
        if (items.Count > 0)
        {
            Heading(2, title, anchor);
            Bullets(items);
        }
    }

    void WriteTable<T>(string title, string? anchor, string[] head, IReadOnlyList<T> rows, Func<T, string[]> cells, string note = "")
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (anchor is null)
        {
            Line($"#### {title}");
        }
        else
        {
            Heading(2, title, anchor);
        }

        if (note.Length > 0)
        {
            Line(Escape(note));
        }

        text.Append("| ").AppendJoin(" | ", head).Append(" |\n|").AppendJoin('|', head.Select(_ => " --- ")).Append("|\n");
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", cells(row)).Append(" |\n");
        }

        text.Append('\n');
    }

    string Cited(CitedLine line) => Standing(line.Standing) + Escape(line.Text) + Behind(line);

    /// <summary>Citations, how many more report it, and what is to be known beside it.</summary>
    string Behind(CitedLine line) =>
        Citations(line.Citations) + (line.Further > 0 ? string.Create(CultureInfo.InvariantCulture, $" +{line.Further}") : "") + (line.Note.Length > 0 ? $" ({Escape(line.Note)})" : "");

    /// <summary>Likelihood and confidence, each with its name.</summary>
    /// <param name="usualConfidence">Said elsewhere, and not again here.</param>
    string Grades(CitedLine line, string usualConfidence) => Joined(
        Fact(labels.Likelihood, line.Likelihood),
        Fact(labels.Confidence, string.Equals(line.Confidence, usualConfidence, StringComparison.Ordinal) ? "" : line.Confidence));

    static string Fact(string label, string value) => value.Length > 0 ? $"{label}: {Escape(value)}" : "";

    static string Place(QuoteSpan? span) => Composition.PlaceOf(span) is { } place ? $" ({place})" : "";

    static string Titled(string title, string? url) =>
        url is not null && WebAddress.IsSafe(url) ? $"[{Escape(title)}]({MarkdownText.Address(url)})" : Joined(Escape(title), Escape(url ?? ""));

    /// <summary>In front of what is no plain fact.</summary>
    string Standing(Standing standing) => standing == Rendering.Standing.Reported ? "" : $"*{labels.Standing(standing)}:* ";

    string Citations(IReadOnlyList<int> numbers) => string.Concat(numbers.Select(Citation));

    string Citation(int number)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"\\[{number}\\]");
        return quoted.Contains(number) ? $" [{mark}](#{Anchors.Quote(number)})" : " " + mark;
    }

    string StoryLink(string anchor)
    {
        for (var i = 0; i < document.Stories.Count; i++)
        {
            if (string.Equals(document.Stories[i].Anchor, anchor, StringComparison.Ordinal))
            {
                return $"[{LabelSet.Fill(labels.StoryNumber, i + 1)}](#{Uri.EscapeDataString(anchor)})";
            }
        }

        return document.InBrief.Any(item => string.Equals(item.Anchor, anchor, StringComparison.Ordinal)) ? $"[{labels.InBrief}](#{Uri.EscapeDataString(anchor)})" : "";
    }

    void Heading(int level, string title, string anchor) => Line($"{new string('#', level)} {Anchor(anchor)}{Escape(title)}");

    static string Anchor(string anchor) => $"<a id=\"{Uri.EscapeDataString(anchor)}\"></a>";

    void Bullets(IEnumerable<string> items)
    {
        var any = false;
        foreach (var item in items)
        {
            text.Append("- ").Append(item).Append('\n');
            any = true;
        }

        text.Append(any ? "\n" : "");
    }

    void Line(string line) => text.Append(line).Append("\n\n");

    static string Joined(params string[] parts) => string.Join(" · ", parts.Where(part => part.Length > 0));

    static string Escape(string value) => MarkdownText.Escape(value);
}
