using Briefings.Extraction;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>Writes the section of one story.</summary>
sealed class StorySections(EditionInput input, Citations citations, FrameSet frames)
{
    const int MostDevelopments = 28;

    const int MostClaims = 14;

    const int MostTimeline = 10;

    const int MostActors = 7;

    readonly Phrasing phrasing = new(frames);

    public static string Anchor(StoryView story) => story.Story.Id;

    public CitedLine Line(DevelopmentView development)
    {
        var text = phrasing.Sentence(development.Reported);
        var differing = Differences.Subjects(development);
        return new CitedLine(
            differing.Count == 0 ? text : $"{text.TrimEnd('.')}; sources differ ({Wording.Join(differing)}).",
            citations.For(development.Reports.OrderBy(r => r == development.Best ? 0 : 1).ThenBy(r => r.Position)),
            development.Standing)
        {
            Events = [.. development.Reports.Select(r => r.EventId)],
        };
    }

    public StorySection Write(StoryView story)
    {
        var top = story.Developments[0];
        // A clause that reports two things at once is printed once.
        var rest = story.Developments.DistinctBy(d => phrasing.Sentence(d.Reported), StringComparer.Ordinal).Skip(1).ToList();
        var lead = rest.FirstOrDefault(d => d.Standing is Standing.Reported or Standing.Planned) ?? top;
        rest.Remove(lead);
        var title = Line(top);
        var watch = rest.Where(d => IsAhead(d.Reported)).ToList();
        var told = rest.Except(watch).ToList();
        return new StorySection
        {
            Anchor = Anchor(story),
            Title = title.Text.TrimEnd('.'),
            TitleCitations = title.Citations,
            Status = Status(story),
            Reason = Reason(story),
            IndependentSources = story.IndependentSources,
            Outlets = story.Outlets,
            Lead = Line(lead),
            Developments = Lines(told.Where(d => d.Standing is Standing.Reported or Standing.Planned).Take(MostDevelopments)),
            Claims = Lines(told.Where(d => d.Standing is Standing.Claimed or Standing.Denied or Standing.Projected).Take(MostClaims)),
            Differences = Differences.In(story, citations),
            Timeline = Timeline(story),
            Actors = Actors(story),
            Watch = Lines(watch),
        };
    }

    /// <summary>One line for each sentence: developments that are phrased alike share it, with the citations of all.</summary>
    IReadOnlyList<CitedLine> Lines(IEnumerable<DevelopmentView> developments) =>
        [.. developments.Select(Line).GroupBy(l => l.Text, StringComparer.Ordinal).Select(same => same.First() with { Citations = [.. same.SelectMany(l => l.Citations).Distinct()], Events = [.. same.SelectMany(l => l.Events).Distinct()] })];

    /// <summary>How many developments of a story are in the log but not in its section.</summary>
    public static int LeftOut(StoryView story)
    {
        var told = story.Developments.Skip(2).ToList();
        return Math.Max(0, told.Count(d => d.Standing is Standing.Reported or Standing.Planned) - MostDevelopments)
            + Math.Max(0, told.Count(d => d.Standing is Standing.Claimed or Standing.Denied or Standing.Projected) - MostClaims);
    }

    bool IsAhead(ReportedEvent reported) =>
        reported.Modality is Modality.Planned or Modality.Proposed or Modality.Projected
        && (reported.When.Start is null || reported.When.Start >= input.Day)
        && reported.Attribution.Count == 0;

    static string Status(StoryView story) => story switch
    {
        { IsNew: true } => "NEW",
        _ when story.Developments.Any(d => d.IsNew) => "UPDATED",
        _ => "CONTINUING",
    };

    static string Reason(StoryView story) => story.Watched.Count > 0
        ? $"Watched: {Wording.Join([.. story.Watched.Distinct(StringComparer.Ordinal).Take(4)])}"
        : Wording.Count(story.Articles.Count, "report", "reports");

    IReadOnlyList<TimelineEntry> Timeline(StoryView story) =>
        [.. story.Developments
            .Where(d => d.Reported.When is { Start: not null, Precision: DatePrecision.Day or DatePrecision.Week or DatePrecision.Month or DatePrecision.Quarter or DatePrecision.Year })
            .Where(d => d.HasOwnDate(frames))
            .DistinctBy(d => phrasing.Sentence(d.Reported), StringComparer.Ordinal)
            .Take(MostTimeline)
            .OrderBy(d => d.Reported.When.Start)
            .ThenBy(d => d.Best.Position)
            .Select(d => new TimelineEntry(Wording.When(d.Reported.When), $"reported {Wording.Day(d.Reports.Min(r => r.Day))}", Line(d)))];

    /// <summary>Who acts in the story, with the latest sentence that names the actor as the one who acts.</summary>
    List<ActorRow> Actors(StoryView story)
    {
        var involved = story.Developments
            .SelectMany(d => d.Reported.Source.Select(a => (Actor: a, Development: d)))
            .Where(i => i.Actor.Id.Length > 0)
            .GroupBy(i => i.Actor.Id, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal);
        var rows = new List<ActorRow>();
        foreach (var actor in involved)
        {
            var name = actor.MaxBy(i => i.Actor.Name.Length).Actor.Name;
            var acts = actor.Select(i => i.Development).OrderByDescending(d => d.Reports.Max(r => r.Day)).ThenByDescending(d => d.Score);
            if (rows.Count < MostActors && acts.FirstOrDefault(d => Names(phrasing.Sentence(d.Reported), name)) is { } latest)
            {
                // Only a line that is printed may number its quotes.
                var line = Line(latest);
                rows.Add(new ActorRow(Wording.Sentence(name), ActorRoles.Of(actor.Select(i => i.Actor)), line.Text, line.Citations));
            }
        }

        return rows;
    }

    /// <summary>Whether a sentence names an actor in full or by the last word of the name.</summary>
    static bool Names(string sentence, string name) =>
        sentence.Contains(name, StringComparison.OrdinalIgnoreCase) || sentence.Contains(name.Split(' ')[^1], StringComparison.Ordinal);
}
