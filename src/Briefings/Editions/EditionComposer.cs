using Briefings.Extraction;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>Composes the document of an edition: a pure function of its input.</summary>
public sealed class EditionComposer(FrameSet frames)
{
    /// <summary>Recorded with every edition; raised whenever the document for an input can change.</summary>
    public const string Template = "template-3";

    // A desk that has fewer stories than this reads each in full, however small.
    const int FewestSections = 3;

    const int LeastDevelopments = 3;

    public ComposedEdition Compose(EditionInput input)
    {
        var manuscript = new Manuscript(input, frames);
        var views = new StoryViews(input, manuscript.Citations, manuscript.Watch).All();
        var current = views.Where(v => v.IsCurrent).ToList();
        var (full, brief, left) = Divide(manuscript, current);
        var printed = full.Concat(brief).Select(v => v.Anchor).ToHashSet(StringComparer.Ordinal);
        var sections = new StorySections(manuscript);

        // Quotes are numbered in the order of the pages.
        var key = Prints(input, BriefingSection.KeyDevelopments) ? new FrontPage(manuscript).KeyDevelopments([.. full.Concat(brief)]) : [];
        var changed = new Changes(manuscript, sections);
        var changesLeft = 0;
        var changes = Prints(input, BriefingSection.Changes) ? changed.Of(views, printed, out changesLeft) : [];
        var stories = full.Select(view => (View: view, Section: sections.Write(view))).ToList();
        var document = new BriefingDocument
        {
            Title = manuscript.Wording.Text("title"),
            Profile = input.Profile.Title,
            Language = input.Profile.Language,
            Hyphenation = manuscript.Wording.Language,
            Day = input.Day,
            DayText = manuscript.Wording.LongDay(input.Day),
            Issue = input.Issue,
            Period = Notes.Period(manuscript),
            CutOff = Notes.CutOff(manuscript),
            NextIssue = input.Next is { } next ? manuscript.Wording.LocalInstant(next.Day, next.Time, input.Profile.TimeZone) : "",
            Previous = Notes.Previous(manuscript),
            Coverage = Notes.Coverage(manuscript, current, full.Count, brief.Count),
            Handling = input.Profile.Handling,
            Brand = input.Profile.Brand,
            Sections = Order(input),
            KeyDevelopments = key,
            NothingNew = current.Count == 0 ? new Gaps(manuscript).NothingNew() : "",
            Changes = changes,
            ChangesSince = changes.Count == 0 ? "" : changed.Since(),
            Stories = [.. stories.Select(s => s.Section)],
            InBrief = [.. brief.Select(sections.Brief)],
            Calendar = Prints(input, BriefingSection.Calendar) ? new Agenda(manuscript).Of(views, printed) : [],
            Relations = Prints(input, BriefingSection.Relations) ? new Relations(manuscript).Of() : [],
            Corrections = new CorrectionNotes(manuscript).All(),
            Sources = [],
            Method = Notes.Method(manuscript),
            Gaps = new Gaps(manuscript).All(current, stories, left, changesLeft),
            Provenance = Notes.Provenance(manuscript),
        };
        return new ComposedEdition(Finished(manuscript, document), manuscript.Citations.Articles);
    }

    /// <summary>With what can be listed only when every line is written.</summary>
    static BriefingDocument Finished(Manuscript manuscript, BriefingDocument document) => document with
    {
        Sources = manuscript.Citations.Sources(),
        FurtherSources = manuscript.Citations.FurtherSources(),
        Legend = Legends.Of(manuscript, Lines(document), document.Changes),
    };

    static IReadOnlyList<CitedLine> Lines(BriefingDocument document) =>
    [
        .. document.KeyDevelopments.Select(k => k.Line),
        .. document.InBrief.Select(b => b.Line),
        .. document.Stories.SelectMany(s => s.Developments.Concat(s.Claims).Concat(s.Watch).Concat(s.Timeline.Select(t => t.Line)).Append(s.Lead)),
        .. document.Calendar.Select(c => c.Line),
    ];

    /// <summary>Stories with a section, stories in brief, and how many have room for neither.</summary>
    static (List<StoryView> Full, List<StoryView> Brief, int Left) Divide(Manuscript manuscript, List<StoryView> current)
    {
        var whole = Prints(manuscript.Input, BriefingSection.Stories) ? current.Where(IsWorthASection).Take(manuscript.Lengths.Stories).ToList() : [];
        var inBrief = current.Except(whole).Take(Prints(manuscript.Input, BriefingSection.InBrief) ? manuscript.Lengths.InBrief : 0).ToList();
        return (whole, inBrief, current.Count - whole.Count - inBrief.Count);

        bool IsWorthASection(StoryView view, int rank) =>
            rank < FewestSections || view.Watched.Count > 0 || view.IndependentSources > 1 || view.Developments.Count >= LeastDevelopments;
    }

    static bool Prints(EditionInput input, BriefingSection section) => input.Profile.Sections.Count == 0 || input.Profile.Sections.Contains(section);

    /// <summary>The profile's order, with what no edition goes without behind it; empty for the standard order.</summary>
    static IReadOnlyList<BriefingSection> Order(EditionInput input) => input.Profile.Sections.Count == 0
        ? []
        : [.. input.Profile.Sections, .. new[] { BriefingSection.Corrections, BriefingSection.Sources, BriefingSection.Method, BriefingSection.Gaps, BriefingSection.Provenance }.Except(input.Profile.Sections)];
}

/// <summary>A document with what it rests on.</summary>
/// <param name="Articles">Streams of the articles it cites.</param>
public sealed record ComposedEdition(BriefingDocument Document, IReadOnlyList<string> Articles);
