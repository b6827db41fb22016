using Briefings.Extraction;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Cuts the stories to what was published by the end of the day, and scores what is left.</summary>
sealed class StoryViews(EditionInput input, Citations citations, WatchList watch)
{
    readonly HashSet<string> toldBefore = input.Before?.Published.Articles.ToHashSet(StringComparer.Ordinal) ?? [];

    /// <summary>Stories with a standing report, the watched ones first, then the weightiest.</summary>
    public IReadOnlyList<StoryView> All() =>
        [.. input.Stories
            .Select(View)
            .Where(view => view.Developments.Count > 0)
            .OrderByDescending(view => view.Watched.Count > 0)
            .ThenByDescending(view => view.Score)
            .ThenBy(view => view.Story.Id, StringComparer.Ordinal)];

    StoryView View(Story story)
    {
        // A correction counts from its day on, but no edition states what is known to be retracted when it is made.
        var articles = story.Articles.Where(a => a.Day <= input.Day && a.Retraction is null).ToList();
        var sources = Sources(articles);
        var developments = story.Developments
            .Select(d => View(d, sources))
            .OfType<DevelopmentView>()
            .OrderByDescending(d => d.Score)
            .ThenBy(d => d.Best.Position)
            .ToList();
        return new StoryView(story, articles, developments, watch.In(developments))
        {
            IsCurrent = articles.Any(a => IsCovered(a) || a.Corrections.Any(c => input.Covers(c.Day, c.Position))),
            IsNew = story.Continues is null && articles.All(IsCovered),
            WasTold = articles.Any(a => toldBefore.Contains(a.Stream)),
            IndependentSources = sources.Values.Distinct().Count(),
            SourcesBefore = Distinct(sources, articles.Where(a => !IsCovered(a))),
            SourcesOfPeriod = (Distinct(sources, articles.Where(IsCovered)), Distinct(sources, articles.Where(IsOfPeriodBefore))),
            Outlets = articles.Select(a => a.Outlet is { Length: > 0 } outlet ? outlet : a.FileName.Length > 0 ? a.FileName : a.Stream).Distinct(StringComparer.Ordinal).Count(),
        };
    }

    bool IsCovered(StoryArticle article) => input.Covers(article.Day, article.Position);

    bool IsOfPeriodBefore(StoryArticle article) =>
        !IsCovered(article) && article.Day < input.FirstDay && article.Day.DayNumber >= input.FirstDay.DayNumber - (input.Day.DayNumber - input.FirstDay.DayNumber + 1);

    static int Distinct(IReadOnlyDictionary<string, int> sources, IEnumerable<StoryArticle> articles) => articles.Select(a => sources[a.Stream]).Distinct().Count();

    DevelopmentView? View(Development development, IReadOnlyDictionary<string, int> sources)
    {
        var known = development.Reports.Where(r => r.Day <= input.Day).ToList();
        var reports = known.Where(r => (r.Withdrawn is null || r.Withdrawn.Day > input.Day) && sources.ContainsKey(r.Article) && citations.IsSound(r)).ToList();
        if (reports.Count == 0)
        {
            return null;
        }

        var best = Told(reports).OrderByDescending(r => Scores.Specificity(r.Reported)).ThenBy(r => r.Position).First();
        var independent = reports.Select(r => sources[r.Article]).Distinct().Count();
        var before = known.Where(r => !input.Covers(r.Day, r.Position)).ToList();
        var isNew = reports.TrueForAll(r => input.Covers(r.Day, r.Position));
        return new DevelopmentView(development, reports, best, independent, isNew, Scores.Of(reports, best.Reported, independent, isNew, input.Day), before);
    }

    /// <summary>What has been reported to have happened is no plan any more, however much the plan said.</summary>
    static List<Report> Told(List<Report> reports) => reports.Exists(r => r.Reported.Modality is Modality.Happened or Modality.Ongoing)
        ? reports.FindAll(r => r.Reported.Modality is not (Modality.Planned or Modality.Proposed))
        : reports;

    /// <summary>Article stream to the number of the source it counts for, by the text it first came with.</summary>
    IReadOnlyDictionary<string, int> Sources(List<StoryArticle> articles) =>
        SourceGroups.Of([.. articles.Select(a => new SourceGroups.Carrier(a.Stream, a.Outlet ?? "", input.Texts.GetValueOrDefault((a.Stream, 1), "")))]);
}
