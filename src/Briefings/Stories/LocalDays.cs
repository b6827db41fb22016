using NodaTime;
using NodaTime.Extensions;

namespace Briefings.Stories;

/// <summary>Counts the days of a story by the clock of a reader's time zone, so that a day's briefing holds what was public on that day there.</summary>
public static class LocalDays
{
    /// <summary>The story with the days of its articles, corrections, retractions and reports in a zone.</summary>
    public static Story In(Story story, DateTimeZone zone)
    {
        var articles = story.Articles.Select(a => In(a, zone)).ToDictionary(a => a.Stream, StringComparer.Ordinal);
        return story with
        {
            Articles = [.. story.Articles.Select(a => articles[a.Stream])],
            Developments = [.. story.Developments.Select(d => d with { Reports = [.. d.Reports.Select(r => In(r, articles[r.Article]))] })],
        };
    }

    /// <summary>The instant of publication where it is known, else the day that is printed on it, else the instant the log learned it.</summary>
    public static DateOnly DayOf(DateOnly? publishedOn, DateTimeOffset? publishedAt, DateTimeOffset recordedAt, DateTimeZone zone) =>
        publishedAt is { } at ? DayOf(at, zone) : publishedOn ?? DayOf(recordedAt, zone);

    public static DateOnly DayOf(DateTimeOffset at, DateTimeZone zone) => at.ToInstant().InZone(zone).Date.ToDateOnly();

    static StoryArticle In(StoryArticle article, DateTimeZone zone) => article with
    {
        Day = DayOf(article.PublishedOn, article.PublishedAt, article.RecordedAt, zone),
        Corrections = [.. article.Corrections.Select(c => c with { Day = DayOf(c.PublishedOn, c.PublishedAt, c.RecordedAt, zone) })],
        Retraction = article.Retraction is { } r ? r with { Day = DayOf(r.RecordedAt, zone) } : null,
    };

    /// <summary>A report of the first text has the article's day, also when only a correction brought that.</summary>
    static Report In(Report report, StoryArticle article) => report with
    {
        Day = article.Corrections.LastOrDefault(c => c.Revision == report.Revision)?.Day ?? article.Day,
        Withdrawn = report.Withdrawn is { } w
            ? w with { Day = article.Corrections.FirstOrDefault(c => c.Position == w.Position)?.Day ?? article.Retraction?.Day ?? w.Day }
            : null,
    };
}
