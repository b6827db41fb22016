namespace Briefings.Stories;

/// <summary>Stories as the log knew them at an earlier position: everything learned later is taken away, everything taken back later stands again.</summary>
public static class StoryHistory
{
    /// <summary>The stories at a position; those that had not begun are left out.</summary>
    public static IReadOnlyList<Story> At(IEnumerable<Story> stories, long position) =>
        [.. stories.Select(s => At(s, position)).Where(s => s.Articles.Count > 0)];

    static Story At(Story story, long position) => story with
    {
        Articles = [.. story.Articles.Where(a => a.Position <= position).Select(a => At(a, position))],
        Developments = [.. story.Developments
            .Select(d => d with { Reports = [.. d.Reports.Where(r => r.Position <= position).Select(r => r.Withdrawn is { } w && w.Position > position ? r with { Withdrawn = null } : r)] })
            .Where(d => d.Reports.Count > 0)],
    };

    static StoryArticle At(StoryArticle article, long position)
    {
        var wasUndated = article.Corrections.Any(c => c.BroughtDate && c.Position > position);
        return article with
        {
            Day = wasUndated ? StoryArticle.DayOf(null, article.RecordedAt) : article.Day,
            PublishedOn = wasUndated ? null : article.PublishedOn,
            PublishedAt = wasUndated ? null : article.PublishedAt,
            Corrections = [.. article.Corrections.Where(c => c.Position <= position)],
            Retraction = article.Retraction is { } r && r.Position <= position ? r : null,
        };
    }
}
