using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Composes the document of an edition: a pure function of its input.</summary>
public sealed class EditionComposer(FrameSet frames)
{
    /// <summary>Recorded with every edition; raised whenever the document for an input can change.</summary>
    public const string Template = "template-1";

    const int MostKeyDevelopments = 7;

    const int MostOfOneStory = 4;

    const int MostChanges = 10;

    const int MostChangesOfOneStory = 4;

    readonly Phrasing phrasing = new(frames);

    public ComposedEdition Compose(EditionInput input)
    {
        var citations = new Citations(input);
        var sections = new StorySections(input, citations, frames);
        var views = StoryViews.Of(input, citations);
        var current = views.Where(v => v.IsCurrent).ToList();
        var key = KeyDevelopments(current, sections);
        var stories = current.Select(view => (View: view, Section: sections.Write(view))).ToList();
        var calendar = Calendar(input, views, sections);
        var corrections = CorrectionNotes.Of(input);
        var document = new BriefingDocument
        {
            Title = "Daily briefing",
            Profile = input.Profile.Title,
            Language = input.Profile.Language,
            Day = input.Day,
            DayText = Wording.LongDay(input.Day),
            Issue = input.Issue,
            Period = Period(input),
            CutOff = CutOff(input),
            Handling = input.Profile.Handling,
            KeyDevelopments = key,
            Changes = Changes(input, views),
            Stories = [.. stories.Select(s => s.Section)],
            Calendar = calendar,
            Corrections = corrections,
            Sources = citations.Sources(),
            Method = Method(input),
            Gaps = [.. Gaps(input, current), .. stories.Select(s => LeftOut(s.Section, s.View)).OfType<string>()],
            Provenance = Provenance(input),
        };
        return new ComposedEdition(document, citations.Articles);
    }

    IReadOnlyList<KeyDevelopment> KeyDevelopments(List<StoryView> stories, StorySections sections) =>
        [.. stories
            .SelectMany(s => s.Developments.Where(d => d.Reported.Root != "STATEMENT").Take(stories.Count > 1 ? MostOfOneStory : MostKeyDevelopments).Select(d => (Story: s, Development: d)))
            .OrderByDescending(x => x.Development.Score + (x.Story.Watched.Count > 0 ? 1 : 0))
            .ThenBy(x => x.Development.Best.Position)
            .DistinctBy(x => phrasing.Sentence(x.Development.Reported), StringComparer.Ordinal)
            .Take(MostKeyDevelopments)
            .Select(x => new KeyDevelopment(sections.Line(x.Development), StorySections.Anchor(x.Story), Reason(x.Story, x.Development)))];

    static string Reason(StoryView story, DevelopmentView development) => string.Join(
        ", ",
        new[]
        {
            Wording.Count(development.IndependentSources, "source", "independent sources"),
            development.IsNew ? "new" : "continuing",
            story.Watched.Count > 0 ? "watched" : "",
        }.Where(p => p.Length > 0));

    IReadOnlyList<Change> Changes(EditionInput input, IReadOnlyList<StoryView> views)
    {
        var changes = new List<Change>();
        foreach (var view in views)
        {
            var anchor = view.IsCurrent ? StorySections.Anchor(view) : "";
            var top = phrasing.Sentence(view.Developments[0].Reported).TrimEnd('.');
            changes.AddRange(TakenBack(input, view.Story, anchor));
            if (view.IsNew)
            {
                changes.Add(new Change(ChangeKind.New, $"New story: {top}", anchor));
            }
            else if (view.IsCurrent && view.Developments.Any(d => d.IsNew))
            {
                changes.AddRange(view.Developments.Where(d => d.IsNew).Take(MostChangesOfOneStory).Select(d => new Change(ChangeKind.New, phrasing.Sentence(d.Reported).TrimEnd('.'), anchor)));
            }
            else
            {
                changes.Add(new Change(ChangeKind.Continuing, view.IsCurrent ? $"Nothing new of substance: {top}" : $"No further report: {top}", anchor));
            }
        }

        var told = views.Select(v => v.Story.Id).ToHashSet(StringComparer.Ordinal);
        return [.. input.Stories.Where(s => !told.Contains(s.Id)).SelectMany(s => TakenBack(input, s, "")).Concat(changes).Take(MostChanges)];
    }

    static IEnumerable<Change> TakenBack(EditionInput input, Story story, string anchor)
    {
        foreach (var article in story.Articles)
        {
            var outlet = Wording.Outlet(article);
            var title = article.Title is { Length: > 0 } named ? $"“{named}”" : "a report";
            if (article.Corrections.Any(c => c.Changes.Count > 0 && input.Covers(c.Day, c.Position)))
            {
                yield return new Change(ChangeKind.Corrected, $"{outlet} corrected {title}", anchor);
            }

            if (article.Retraction is { } retraction && article.Day <= input.Day && input.Tells(retraction))
            {
                yield return new Change(ChangeKind.Corrected, $"Retracted: {title} of {outlet}", anchor);
            }
        }
    }

    IReadOnlyList<CalendarEntry> Calendar(EditionInput input, IReadOnlyList<StoryView> views, StorySections sections) =>
        [.. views
            .SelectMany(v => v.Developments.Select(d => (Story: v, Development: d)))
            .Where(x => x.Development.Reported.Modality == Modality.Planned && x.Development.HasOwnDate(frames) && x.Development.Reported.When is { Start: { } start, Precision: DatePrecision.Day or DatePrecision.Week or DatePrecision.Month or DatePrecision.Range } && start >= input.Day)
            .OrderBy(x => x.Development.Reported.When.Start)
            .ThenBy(x => x.Development.Best.Position)
            .Select(x => new CalendarEntry(
                x.Development.Reported.When.Start ?? input.Day,
                Wording.When(x.Development.Reported.When),
                sections.Line(x.Development),
                x.Story.IsCurrent ? StorySections.Anchor(x.Story) : ""))];

    static string Period(EditionInput input) => input.FirstDay == input.Day
        ? $"Reports published {Wording.Day(input.Day)}, {input.Profile.TimeZone}"
        : $"Reports published {Wording.Day(input.FirstDay)} to {Wording.Day(input.Day)}, {input.Profile.TimeZone}";

    static string CutOff(EditionInput input) => input.KnownAt is { } at
        ? $"{Wording.Instant(at)}, log position {Wording.Number(input.LogPosition)}"
        : "the log is empty";

    static string? LeftOut(StorySection section, StoryView view) => StorySections.LeftOut(view) is var count and > 0
        ? $"{Wording.Count(count, "further report", "further reports")} of “{section.Title}” {(count == 1 ? "is" : "are")} in the log and not printed."
        : null;

    static IEnumerable<string> Gaps(EditionInput input, List<StoryView> stories)
    {
        var articles = stories.SelectMany(s => s.Articles).ToList();
        var late = articles.Count(a => a.Day < input.FirstDay && input.Covers(a.Day, a.Position));
        if (late > 0)
        {
            yield return $"{Wording.Count(late, "article was", "articles were")} published before {Wording.Day(input.FirstDay)} and arrived after the edition before; {(late == 1 ? "it is" : "they are")} told here.";
        }

        var undated = articles.Count(a => a.PublishedOn is null);
        if (undated > 0)
        {
            yield return $"{Wording.Count(undated, "article names", "articles name")} no publication date; words such as “Tuesday” in them stay undated.";
        }

        var unnamed = articles.Count(a => a.Outlet is not { Length: > 0 });
        if (unnamed > 0)
        {
            yield return $"{Wording.Count(unnamed, "article names", "articles name")} no outlet; the file name stands in its place.";
        }

        var undatedEvents = stories.SelectMany(s => s.Developments).Count(d => d.Reported.When.Precision == DatePrecision.Unknown);
        if (undatedEvents > 0)
        {
            yield return $"{Wording.Count(undatedEvents, "reported event has", "reported events have")} no date in the sources, and none is given here.";
        }

        var single = stories.Count(s => s.IndependentSources == 1);
        if (single > 0)
        {
            yield return $"{Wording.Count(single, "story rests", "stories rest")} on a single source.";
        }

        if (stories.Count == 0)
        {
            yield return $"No article in the log was published {(input.FirstDay == input.Day ? $"on {Wording.Day(input.Day)}" : $"from {Wording.Day(input.FirstDay)} to {Wording.Day(input.Day)}")}.";
        }
    }

    static IReadOnlyList<string> Method(EditionInput input) =>
    [
        "Every line states what the cited sentences report and no more. A line is the clause that reports the event, with names in place of pronouns and dates in full, or a sentence made by rule from the recorded event; it is no quotation. The quotes in the appendix are the articles’ own words, checked character by character against the stored text when this edition was made.",
        "Claims, denials, plans and projections keep the standing that the source gives them. A source is independent when neither its outlet nor its wording is that of another. Dates such as “Tuesday” are counted from the article’s day of publication; where nothing gives a date, none is printed.",
        $"Articles were read by {input.Extractor}, and this edition was composed by {Template}.",
    ];

    static IReadOnlyList<Fact> Provenance(EditionInput input) =>
    [
        new("Edition", Edition.IdFor(input.Profile.Name, input.Day, input.Revision)),
        new("Log position", Wording.Number(input.LogPosition)),
        new("Hash-chain head", input.ChainHead),
    ];
}

/// <summary>A document with what it rests on.</summary>
/// <param name="Articles">Streams of the articles it cites.</param>
public sealed record ComposedEdition(BriefingDocument Document, IReadOnlyList<string> Articles);
