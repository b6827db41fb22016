using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;
using NodaTime;

namespace Briefings.Editions;

/// <summary>A story on two axes: when each thing happened, and when it was learned.</summary>
sealed class StoryTimeline(Manuscript manuscript)
{
    // One line is no time line.
    const int Fewest = 2;

    readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[manuscript.Input.Profile.TimeZone];

    public IReadOnlyList<TimelineEntry> Of(StoryView story)
    {
        var dated = manuscript.Distinct(story.Developments.Where(IsDated)).Take(manuscript.Lengths.Timeline).OrderBy(d => d.Reported.When.Start).ThenBy(d => d.Best.Position).ToList();
        return dated.Count < Fewest ? [] : [.. dated.Select(d => Write(story, d))];
    }

    /// <summary>Whether the article's own words date it; the day of publication alone is the other axis.</summary>
    bool IsDated(DevelopmentView development) =>
        development.HasOwnDate(manuscript.Frames)
        && development.Reported.When is { Start: not null, Text: not null, Precision: DatePrecision.Day or DatePrecision.Week or DatePrecision.Month or DatePrecision.Quarter or DatePrecision.Year or DatePrecision.Range };

    TimelineEntry Write(StoryView story, DevelopmentView development)
    {
        var when = development.Reported.When;
        var learned = LearnedOn(story, development);
        return new TimelineEntry(manuscript.Wording.When(when), manuscript.Wording.Day(learned), manuscript.Line(development))
        {
            From = when.Start,
            To = when.End?.AddDays(-1) ?? when.Start,
            LearnedOn = learned,
        };
    }

    /// <summary>The reader's day on which the log took the first report in; of one that was taken in after the edition's day, as in a backlog, the day it was published.</summary>
    DateOnly LearnedOn(StoryView story, DevelopmentView development)
    {
        var first = development.Reports.MinBy(r => r.Position) ?? development.Best;
        var article = story.Articles.First(a => a.Stream == first.Article);
        var recorded = article.Corrections.FirstOrDefault(c => c.Revision == first.Revision)?.RecordedAt ?? article.RecordedAt;
        var day = LocalDays.DayOf(recorded, zone);
        return day <= manuscript.Input.Day ? day : first.Day;
    }
}
