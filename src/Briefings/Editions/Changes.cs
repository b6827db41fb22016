using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>What is different from what the edition before could tell, each line with the rule that gave it.</summary>
sealed class Changes(Manuscript manuscript, StorySections sections)
{
    const int MostNewOfOneStory = 2;

    // A story that nobody has written about for longer is no longer news that it is silent.
    const int SilentDays = 3;

    /// <summary>Corrections first, then what is resolved and new, then what goes up, down and on.</summary>
    static readonly ChangeKind[] Order = [ChangeKind.Corrected, ChangeKind.Resolved, ChangeKind.New, ChangeKind.Up, ChangeKind.Down, ChangeKind.Continuing];

    readonly Wording wording = manuscript.Wording;
    readonly EditionInput input = manuscript.Input;

    /// <summary>A change before its quotes are numbered.</summary>
    sealed record Found(ChangeKind Kind, string Rule, string Anchor, DevelopmentView? Development, string Text);

    /// <param name="views">All stories, the weightiest first.</param>
    /// <param name="anchors">Stories that are printed.</param>
    /// <param name="left">How many changes there was no room for.</param>
    public IReadOnlyList<Change> Of(IReadOnlyList<StoryView> views, IReadOnlySet<string> anchors, out int left)
    {
        var viewed = views.Select(v => v.Story.Id).ToHashSet(StringComparer.Ordinal);
        var found = input.Stories.Where(s => !viewed.Contains(s.Id)).SelectMany(s => TakenBack(s, ""))
            .Concat(views.SelectMany(v => OfStory(v, anchors.Contains(v.Anchor) ? v.Anchor : "")))
            .OrderBy(f => Array.IndexOf(Order, f.Kind))
            .ToList();
        left = Math.Max(0, found.Count - manuscript.Lengths.Changes);
        return [.. found.Take(manuscript.Lengths.Changes).Select(Write)];
    }

    /// <summary>What the changes are measured against, in words.</summary>
    public string Since() => input.Before is { Published: var last } && input.ToldUpTo == last.LogPosition
        ? wording.Text("changes.since", last.Issue, wording.Day(last.Day), wording.Number(last.LogPosition))
        : wording.Text("changes.first", wording.Day(input.FirstDay));

    Change Write(Found found)
    {
        if (found.Development is not { } development)
        {
            return new Change(found.Kind, found.Text, found.Anchor) { Rule = found.Rule };
        }

        var line = manuscript.Line(development);
        return new Change(found.Kind, line.Text.TrimEnd('.'), found.Anchor) { Rule = found.Rule, Citations = line.Citations, Language = line.Language };
    }

    IEnumerable<Found> OfStory(StoryView view, string anchor)
    {
        var resolved = view.Developments.Where(d => d.IsResolved).Take(MostNewOfOneStory).ToList();
        return TakenBack(view.Story, anchor)
            .Concat(resolved.Select(d => new Found(ChangeKind.Resolved, wording.Text("rule.resolved"), anchor, d, "")))
            .Concat(view.IsCurrent ? Current(view, anchor, resolved) : Silent(view, anchor))
            .Concat(Overdue(view).Select(d => new Found(ChangeKind.Continuing, wording.Text("rule.overdue", wording.When(d.Reported.When)), anchor, d, "")));
    }

    List<Found> Current(StoryView view, string anchor, List<DevelopmentView> resolved)
    {
        if (view.IsNew)
        {
            return [new Found(ChangeKind.New, wording.Text("rule.newStory", wording.Count("count.independent", view.IndependentSources)), anchor, sections.Title(view), "")];
        }

        var changes = manuscript.Distinct(view.Developments.Where(d => d.IsNew).Except(resolved)).Take(MostNewOfOneStory).Select(d => new Found(ChangeKind.New, wording.Text("rule.newDevelopment"), anchor, d, "")).ToList();
        if (changes.Count == 0 && resolved.Count == 0)
        {
            var (kind, rule) = Direction(view);
            changes.Add(new Found(kind, rule, anchor, sections.Title(view), ""));
        }
        else if (view.IndependentSources > view.SourcesBefore)
        {
            changes.Add(new Found(ChangeKind.Up, wording.Text("rule.moreSources", view.IndependentSources, view.SourcesBefore), anchor, sections.Title(view), ""));
        }

        return changes;
    }

    /// <summary>More or fewer sources than before; two numbers that a reader can check.</summary>
    (ChangeKind Kind, string Rule) Direction(StoryView view)
    {
        var (now, before) = view.SourcesOfPeriod;
        return view.IndependentSources > view.SourcesBefore && view.SourcesBefore > 0 ? (ChangeKind.Up, wording.Text("rule.moreSources", view.IndependentSources, view.SourcesBefore))
            : now > before && before > 0 ? (ChangeKind.Up, wording.Text("rule.morePeriod", now, before))
            : now < before ? (ChangeKind.Down, wording.Text("rule.fewerPeriod", now, before))
            : (ChangeKind.Continuing, wording.Text("rule.nothingNew"));
    }

    /// <summary>A story the reader was told of, or follows, and that nobody wrote about since.</summary>
    IEnumerable<Found> Silent(StoryView view, string anchor) =>
        (view.WasTold || view.Watched.Count > 0 || input.Earlier.Count == 0) && view.Articles.Max(a => a.Day).DayNumber >= input.FirstDay.DayNumber - SilentDays
        ? [new Found(ChangeKind.Continuing, wording.Text("rule.silent"), anchor, sections.Title(view), "")]
        : [];

    /// <summary>Plans for a day covered of which no report says that it took place.</summary>
    IEnumerable<DevelopmentView> Overdue(StoryView view) => view.Developments.Where(d =>
        d.IsPlan && d.HasOwnDate(manuscript.Frames)
        && d.Reported.When is { Precision: DatePrecision.Day, Start: { } start }
        && start < input.Day && start >= input.FirstDay.AddDays(-1));

    IEnumerable<Found> TakenBack(Story story, string anchor)
    {
        foreach (var article in story.Articles)
        {
            var outlet = wording.Outlet(article);
            var title = article.Title is { Length: > 0 } named ? wording.Quoted(named) : wording.Text("change.aReport");
            if (article.Corrections.Any(c => c.Changes.Count > 0 && input.Covers(c.Day, c.Position)))
            {
                yield return new Found(ChangeKind.Corrected, wording.Text("rule.corrected"), anchor, null, wording.Text("change.corrected", outlet, title));
            }

            if (article.Retraction is { } retraction && article.Day <= input.Day && input.Tells(retraction))
            {
                yield return new Found(ChangeKind.Corrected, wording.Text("rule.retracted"), anchor, null, wording.Text("change.retracted", outlet, title));
            }
        }
    }
}
