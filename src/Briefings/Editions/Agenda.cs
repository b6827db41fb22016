using Briefings.Extraction;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>Scheduled events ahead, by date.</summary>
sealed class Agenda(Manuscript manuscript)
{
    const int Most = 20;

    const int MostCandidates = 150;

    /// <param name="views">All stories, also those without a report of the day: a meeting announced last week is still ahead.</param>
    /// <param name="anchors">Stories that are printed.</param>
    public IReadOnlyList<CalendarEntry> Of(IReadOnlyList<StoryView> views, IReadOnlySet<string> anchors)
    {
        var ahead = views.SelectMany(v => v.Developments.Where(IsAhead).Select(d => (Story: v, Development: d))).ToList();
        var storyOf = ahead.ToDictionary(x => x.Development.Development.Id, x => x.Story);
        var ordered = ahead.Select(x => x.Development).OrderBy(d => d.Reported.When.Start).ThenByDescending(d => d.Score).ThenBy(d => d.Best.Position).Take(MostCandidates);
        return [.. manuscript.Distinct(ordered).Take(Most).Select(d => new CalendarEntry(
            d.Reported.When.Start ?? manuscript.Input.Day,
            manuscript.Wording.When(d.Reported.When),
            manuscript.Line(d),
            anchors.Contains(storyOf[d.Development.Id].Anchor) ? storyOf[d.Development.Id].Anchor : ""))];
    }

    bool IsAhead(DevelopmentView development) =>
        development.Reported.Modality == Modality.Planned
        && development.HasOwnDate(manuscript.Frames)
        && development.Reported.When is { Start: { } start, Precision: DatePrecision.Day or DatePrecision.Week or DatePrecision.Month or DatePrecision.Range }
        && start >= manuscript.Input.Day;
}
