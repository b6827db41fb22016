using Briefings.Extraction;
using Briefings.Profiles;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Cuts the stories to what was published by the end of the day, and scores what is left.</summary>
static class StoryViews
{
    // Days: what is due within them is news, what lies further back is background.
    const int Fresh = 7;

    /// <summary>Stories with a standing report, the watched ones first, then the weightiest.</summary>
    public static IReadOnlyList<StoryView> Of(EditionInput input, Citations citations) =>
        [.. input.Stories
            .Select(story => View(story, input, citations))
            .Where(view => view.Developments.Count > 0)
            .OrderByDescending(view => view.Watched.Count > 0)
            .ThenByDescending(view => view.Score)
            .ThenBy(view => view.Story.Id, StringComparer.Ordinal)];

    static StoryView View(Story story, EditionInput input, Citations citations)
    {
        // A correction counts from its day on, but no edition states what is known to be retracted when it is made.
        var articles = story.Articles.Where(a => a.Day <= input.Day && a.Retraction is null).ToList();
        var sources = Sources(articles, input);
        var developments = story.Developments
            .Select(d => View(d, articles, sources, input, citations))
            .OfType<DevelopmentView>()
            .OrderByDescending(d => d.Score)
            .ThenBy(d => d.Best.Position)
            .ToList();
        return new StoryView(story, articles, developments, Watched(input.Profile.Watch, developments))
        {
            IsCurrent = articles.Any(a => input.Covers(a.Day, a.Position) || a.Corrections.Any(c => input.Covers(c.Day, c.Position))),
            IsNew = articles.All(a => input.Covers(a.Day, a.Position)),
            IndependentSources = sources.Values.Distinct().Count(),
        };
    }

    static DevelopmentView? View(Development development, List<StoryArticle> articles, IReadOnlyDictionary<string, int> sources, EditionInput input, Citations citations)
    {
        var reports = development.Reports
            .Where(r => r.Day <= input.Day && (r.Withdrawn is null || r.Withdrawn.Day > input.Day))
            .Where(r => articles.Any(a => a.Stream == r.Article) && citations.IsSound(r))
            .ToList();
        if (reports.Count == 0)
        {
            return null;
        }

        var best = Told(reports).OrderByDescending(r => Specificity(r.Reported)).ThenBy(r => r.Position).First();
        var independent = reports.Select(r => sources[r.Article]).Distinct().Count();
        var isNew = reports.All(r => input.Covers(r.Day, r.Position));
        return new DevelopmentView(development, reports, best, independent, isNew, Score(reports, best.Reported, independent, isNew, input.Day));
    }

    /// <summary>What has been reported to have happened is no plan any more, however much the plan said.</summary>
    static List<Report> Told(List<Report> reports) => reports.Exists(r => r.Reported.Modality is Modality.Happened or Modality.Ongoing)
        ? reports.FindAll(r => r.Reported.Modality is not (Modality.Planned or Modality.Proposed))
        : reports;

    /// <summary>Article stream to the number of the source it counts for, by the text it first came with.</summary>
    static IReadOnlyDictionary<string, int> Sources(List<StoryArticle> articles, EditionInput input) =>
        SourceGroups.Of([.. articles.Select(a => new SourceGroups.Carrier(a.Stream, a.Outlet ?? "", input.Texts.GetValueOrDefault((a.Stream, 1), "")))]);

    /// <summary>Independent sources weigh most, then what is due or fresh, what is at stake, and how prominently it is told. Background comes last.</summary>
    static double Score(List<Report> reports, ReportedEvent best, int independentSources, bool isNew, DateOnly day)
    {
        var daysAhead = best.When.Start is { } start ? start.DayNumber - day.DayNumber : 0;
        return (2 * Math.Log2(1 + independentSources))
            + (Math.Log2(reports.Count) / 2)
            + (Math.Abs(best.Intensity) / 6)
            + (isNew ? 0.5 : 0)
            + (daysAhead is >= 0 and <= Fresh && best.When.Precision == DatePrecision.Day ? 1.5 : 0)
            - (daysAhead < -Fresh ? 1 : 0)
            - (best.When.Precision == DatePrecision.Unknown ? 0.75 : 0)
            + (1.0 / (1 + reports.Min(r => r.Reported.Evidence.Sentence)))
            + (best.Source.Count > 0 ? 0.5 : 0)
            + (best.Target.Count > 0 ? 0.5 : 0)
            - (best.Root == "STATEMENT" ? 1.5 : 0)
            - (best.Modality is Modality.Alleged or Modality.Projected ? 0.5 : 0);
    }

    static double Specificity(ReportedEvent reported) =>
        (reported.When.Precision == DatePrecision.Day ? 2 : reported.When.Precision == DatePrecision.Unknown ? 0 : 1)
        + Math.Min(reported.Source.Count, 2)
        + Math.Min(reported.Target.Count, 2)
        + (reported.Where.Count > 0 ? 1 : 0)
        + (reported.Topic is null ? 0 : 1)
        + (reported.Quantity is null ? 0 : 1)
        + reported.Confidence;

    /// <summary>What of the profile's watch list the story touches, in the words of the list.</summary>
    static IReadOnlyList<string> Watched(Watch watch, List<DevelopmentView> developments)
    {
        var actors = developments.SelectMany(d => d.Reported.Source.Concat(d.Reported.Target)).ToList();
        return
        [
            .. watch.Actors.Where(w => actors.Any(a => a.Id == w || string.Equals(a.Name, w, StringComparison.OrdinalIgnoreCase))),
            .. watch.Countries.Where(w => actors.Any(a => a.Country == w)),
            .. watch.Types.Where(w => developments.Any(d => d.Development.Type == w)).Select(Wording.Type),
            .. watch.Words.Where(w => developments.Any(d => d.Best.Reported.Evidence.Quote.Contains(w, StringComparison.OrdinalIgnoreCase))),
        ];
    }
}
