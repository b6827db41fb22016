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
        Line($"{labels.Period}: {Escape(document.Period)} · {labels.CutOff}: {Escape(document.CutOff)}");
        WriteKeyDevelopments();
        WriteTable(labels.Changes, Anchors.Changes, [labels.Change, labels.Event, labels.Story], document.Changes,
            change => [labels.ChangeKind(change.Kind), Escape(change.Text), StoryLink(change.StoryAnchor)]);
        WriteStories();
        WriteTable(labels.Calendar, Anchors.Calendar, [labels.When, labels.Event, labels.Story], document.Calendar.OrderBy(entry => entry.Day).ToList(),
            entry => [Escape(entry.When), Cited(entry.Line), StoryLink(entry.StoryAnchor)]);
        WriteCorrections();
        WriteSources();
        WriteList(labels.Method, Anchors.Method, document.Method.Select(Escape));
        WriteList(labels.Gaps, Anchors.Gaps, document.Gaps.Select(Escape));
        WriteList(labels.Provenance, Anchors.Provenance, document.Provenance.Select(fact => $"{Escape(fact.Label)}: {Escape(fact.Value)}"));
        Line($"**{Escape(document.Handling)}**");
        return text.ToString();
    }

    void WriteKeyDevelopments()
    {
        if (document.Stories.Count == 0)
        {
            Heading(2, labels.KeyDevelopments, Anchors.KeyDevelopments);
            Line(labels.NothingNew);
        }
        else if (document.KeyDevelopments.Count > 0)
        {
            Heading(2, labels.KeyDevelopments, Anchors.KeyDevelopments);
        }

        Bullets(document.KeyDevelopments.Select(development => $"{Cited(development.Line)} ({Joined(Escape(development.Reason), StoryLink(development.StoryAnchor))})"));
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
        Line(string.Join(" · ",
            LabelSet.Fill(labels.StoryNumber, number),
            Escape(story.Status),
            $"{labels.IndependentSources.For(story.IndependentSources)}, {labels.Outlets.For(story.Outlets)}",
            Escape(story.Reason)) + Citations(story.TitleCitations));
        Line($"{Standing(story.Lead)}**{Escape(story.Lead.Text)}**{Citations(story.Lead.Citations)}");
        Bullets(story.Developments.Select(Cited));
        WriteSubsection(labels.Claims, story.Claims.Select(Cited));
        WriteSubsection(labels.Differences, story.Differences.Select(difference =>
            $"{Escape(difference.Subject)}: {string.Join("; ", difference.Sides.Select(side => $"**{Escape(side.Value)}** ({Escape(side.Outlet)}: “{Escape(side.Quote)}”{Citations([side.Citation])})"))}"));
        WriteTable(labels.Timeline, null, [labels.When, labels.Event, labels.Learned], story.Timeline, entry => [Escape(entry.When), Cited(entry.Line), Escape(entry.Learned)]);
        WriteTable(labels.Actors, null, [labels.Actor, labels.Role, labels.Position], story.Actors,
            actor => [Escape(actor.Name), Escape(actor.Role), Escape(actor.Position) + Citations(actor.Citations)]);
        WriteSubsection(labels.Watch, story.Watch.Select(Cited));
    }

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
            var now = note.New is { } current ? $"{labels.Now}: “{Escape(current)}”" : labels.Withdrawn;
            var carried = note.Carried.Count > 0 ? $" {labels.CarriedIn}: {Escape(string.Join("; ", note.Carried))}." : "";
            return $"**{Escape(note.Outlet)}.** {Escape(note.Text)}{Citations(note.Citations)} {labels.Before}: “{Escape(note.Old)}” {now}.{carried}";
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
            var title = source.Url is { } url && WebAddress.IsSafe(url) ? $"[{Escape(source.Title)}]({MarkdownText.Address(url)})" : Joined(Escape(source.Title), Escape(source.Url ?? ""));
            Line($"**{Escape(source.Outlet)}.** {title}. {Joined(Escape(source.Published), Escape(source.Status))}");
            Bullets(source.Quotes.Select(quote => string.Create(CultureInfo.InvariantCulture, $"<a id=\"{Anchors.Quote(quote.Number)}\"></a>[{quote.Number}] “{Escape(quote.Text)}”")));
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

    void WriteTable<T>(string title, string? anchor, string[] head, IReadOnlyList<T> rows, Func<T, string[]> cells)
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

        text.Append("| ").AppendJoin(" | ", head).Append(" |\n|").AppendJoin('|', head.Select(_ => " --- ")).Append("|\n");
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", cells(row)).Append(" |\n");
        }

        text.Append('\n');
    }

    string Cited(CitedLine line) => Standing(line) + Escape(line.Text) + Citations(line.Citations);

    /// <summary>In front of a line that is no plain fact.</summary>
    string Standing(CitedLine line) => line.Standing == Rendering.Standing.Reported ? "" : $"*{labels.Standing(line.Standing)}:* ";

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

        return "";
    }

    void Heading(int level, string title, string anchor) => Line($"{new string('#', level)} <a id=\"{Uri.EscapeDataString(anchor)}\"></a>{Escape(title)}");

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
