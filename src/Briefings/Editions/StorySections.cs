using Briefings.Extraction;
using Briefings.Profiles;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>Writes the section of one story.</summary>
sealed class StorySections(Manuscript manuscript)
{
    const int LongestTitle = 130;

    const int TitleCandidates = 12;

    const int MostWatched = 5;

    const int MostCountries = 3;

    readonly Wording wording = manuscript.Wording;
    readonly EditionInput input = manuscript.Input;

    public StorySection Write(StoryView story)
    {
        var title = Title(story);
        var others = manuscript.Distinct([title, .. story.Developments.Where(d => d != title)]).Skip(1).ToList();
        var lead = others.Find(d => manuscript.Standing(d) is Standing.Reported or Standing.Planned && manuscript.Telling(d).Form == TellingForm.Plain) ?? others.Find(d => manuscript.Standing(d) is Standing.Reported or Standing.Planned) ?? (others.Count > 0 ? others[0] : title);
        others.Remove(lead);
        var watch = Prints(StoryPart.Watch) ? others.Where(IsAhead).OrderBy(d => d.Reported.When.Start ?? DateOnly.MaxValue).Take(MostWatched).ToList() : [];
        var told = WithinWords(others.Except(watch), Words(manuscript.Sentence(lead)));
        var titleLine = manuscript.Line(title);
        return new StorySection
        {
            Anchor = story.Anchor,
            Title = titleLine.Text.TrimEnd('.'),
            TitleCitations = titleLine.Citations,
            TitleLanguage = titleLine.Language,
            TitleStanding = titleLine.Standing,
            Kicker = string.Join(", ", CountriesOf(story).Take(MostCountries)),
            Status = Status(story),
            Reason = Reason(story),
            WhyItMatters = WhyItMatters(story),
            Since = wording.Day(story.Articles.Min(a => a.Day)),
            IndependentSources = story.IndependentSources,
            Outlets = story.Outlets,
            Lead = manuscript.Line(lead),
            Developments = Lines(told.Where(manuscript.IsToldAsReported)),
            Claims = Lines(told.Where(d => !manuscript.IsToldAsReported(d))),
            Differences = Prints(StoryPart.Differences) ? Differences.In(story, manuscript) : [],
            Timeline = Prints(StoryPart.Timeline) ? new StoryTimeline(manuscript).Of(story) : [],
            Actors = Prints(StoryPart.Actors) ? new StoryActors(manuscript).Of(story) : [],
            Watch = [.. watch.Select(d => manuscript.Line(d) with { Due = manuscript.Due(d) })],
        };
    }

    /// <summary>A story in one line, for those that are not worth a section.</summary>
    public BriefItem Brief(StoryView story) =>
        new(CountriesOf(story).FirstOrDefault() ?? "", manuscript.Line(Title(story)), story.Anchor, Reason(story));

    /// <summary>How many developments of a story are in the log but in no line of its section.</summary>
    public static int LeftOut(StoryView story, StorySection section)
    {
        var told = section.Developments.Concat(section.Claims).Concat(section.Watch).Append(section.Lead).Concat(section.Timeline.Select(t => t.Line)).SelectMany(l => l.Events).ToHashSet();
        return Math.Max(0, story.Developments.Skip(1).Count(d => !d.Reports.Any(r => told.Contains(r.EventId))));
    }

    /// <summary>The development that makes the best headline: weighty, new, from the head of its article, short, and told as fact in plain words.</summary>
    public DevelopmentView Title(StoryView story) => story.Developments.Take(TitleCandidates).MaxBy(Headline) ?? story.Developments[0];

    double Headline(DevelopmentView development)
    {
        var length = manuscript.Sentence(development).Length;
        return (development.Score / 2)
            + (development.IsNew ? 0.75 : 0)
            + (1.5 / (1 + development.Reports.Min(r => r.Reported.Evidence.Sentence)))
            - (length > LongestTitle ? 0.75 : 0)
            - (length > 2 * LongestTitle ? 1.5 : 0)
            - (manuscript.IsToldAsReported(development) ? 0 : 0.75)
            - Scores.Cost(manuscript.Telling(development).Form);
    }

    bool Prints(StoryPart part) => input.Profile.StoryParts.Count == 0 || input.Profile.StoryParts.Contains(part);

    /// <summary>The weightiest developments, as many as there is room for.</summary>
    List<DevelopmentView> WithinWords(IEnumerable<DevelopmentView> developments, int used)
    {
        var told = new List<DevelopmentView>();
        foreach (var development in developments)
        {
            var words = Words(manuscript.Sentence(development));
            if (used + words <= manuscript.Lengths.Words)
            {
                told.Add(development);
                used += words;
            }
        }

        return told;
    }

    static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>One line for each sentence: developments that are phrased alike share it, with the citations of all.</summary>
    IReadOnlyList<CitedLine> Lines(IEnumerable<DevelopmentView> developments) =>
        [.. developments.Select(manuscript.Line).GroupBy(l => l.Text, StringComparer.Ordinal).Select(same => same.First() with
        {
            Citations = [.. same.SelectMany(l => l.Citations).Distinct()],
            Events = [.. same.SelectMany(l => l.Events).Distinct()],
        })];

    /// <summary>A plan, or a projection that a source gives a date or a likelihood.</summary>
    bool IsAhead(DevelopmentView development) =>
        development.Reported.Attribution.Count == 0
        && (development.Reported.When.Start is null || development.Reported.When.Start >= input.Day)
        && (development.IsPlan || (development.Reported.Modality == Modality.Projected && (manuscript.Due(development).Length > 0 || LikelihoodWords.Of(development.Reported) is not null)));

    string Status(StoryView story) => wording.Text(story switch
    {
        { IsNew: true } => "status.new",
        _ when story.Developments.Any(d => d.IsNew) => "status.updated",
        _ => "status.continuing",
    });

    string Reason(StoryView story) => string.Join(" · ", new[]
    {
        story.Watched.Count > 0 ? wording.Text("reason.watchedList", wording.Join([.. story.Watched.Take(4)])) : "",
        wording.Count("count.reports", story.Articles.Count),
    }.Where(r => r.Length > 0));

    /// <summary>The next dated step, the sharpest or warmest act, and whether sources differ: what the log holds of a story's weight.</summary>
    string WhyItMatters(StoryView story)
    {
        var next = story.Developments
            .Where(d => d.IsPlan && d.HasOwnDate(manuscript.Frames) && d.Reported.When is { Precision: DatePrecision.Day, Start: not null } && d.Reported.When.Start >= input.Day)
            .MinBy(d => d.Reported.When.Start);
        var strongest = story.Developments.Where(IsSurelyDone).MaxBy(d => Math.Abs(d.Reported.Intensity));
        var differing = story.Developments.SelectMany(d => Differences.Subjects(d, wording)).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(" ", new[]
        {
            next is null ? "" : wording.Text("why.next", wording.When(next.Reported.When)),
            strongest is null || Math.Abs(strongest.Reported.Intensity) < Scores.Strong ? "" : wording.Text(strongest.Reported.Intensity < 0 ? "why.conflict" : "why.cooperation", wording.Type(strongest.Development.Type), wording.Signed(strongest.Reported.Intensity)),
            differing.Count == 0 ? "" : wording.Text("why.differ", wording.Join(differing)),
        }.Where(p => p.Length > 0));
    }

    /// <summary>Told as fact, in plain words, and surely read: a type that was read wrongly must not stand as the story's weight.</summary>
    bool IsSurelyDone(DevelopmentView development) =>
        manuscript.Standing(development) is Standing.Reported or Standing.Threatened
        && manuscript.Telling(development).Form == TellingForm.Plain
        && development.Reported.Confidence >= Manuscript.HighConfidence;

    IEnumerable<string> CountriesOf(StoryView story) => story.Developments
        .SelectMany(d => d.Reported.Source.Concat(d.Reported.Target).Select(a => a.Country).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal))
        .GroupBy(c => c, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count())
        .ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => wording.Country(g.Key));
}
