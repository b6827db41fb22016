using System.Text.Json.Serialization;

namespace Briefings.Rendering;

/// <summary>One edition as meaning, before any page: what every renderer reads.</summary>
/// <remarks>
/// All text is final: composed, dated and ordered by the caller. Renderers add layout and fixed labels only. A list that is empty has no section.
/// Properties that are not required have defaults, so that a document kept as JSON is read by every later version.
/// </remarks>
public sealed record BriefingDocument
{
    /// <summary>Such as "Daily briefing".</summary>
    public required string Title { get; init; }

    /// <summary>The profile's name, such as "Andean desk".</summary>
    public required string Profile { get; init; }

    /// <summary>BCP 47 tag of the labels and the prose, such as <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The local day the edition is for.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The day in words, such as "Monday, 2 February 2026".</summary>
    public required string DayText { get; init; }

    /// <summary>Counts the profile's editions from 1.</summary>
    public required int Issue { get; init; }

    /// <summary>The period covered, in words.</summary>
    public required string Period { get; init; }

    /// <summary>Up to when and which log position the edition knows, in words.</summary>
    public required string CutOff { get; init; }

    /// <summary>Handling label such as <c>TLP:CLEAR</c>; printed in every header and footer.</summary>
    public required string Handling { get; init; }

    /// <summary>When the next issue is due, in words; empty when the profile has no schedule.</summary>
    public string NextIssue { get; init; } = "";

    /// <summary>The edition before, of the same profile; <c>null</c> for the first.</summary>
    public EditionLink? Previous { get; init; }

    /// <summary>What the edition was made from in one line, such as "9 articles of 3 outlets in 2 stories"; empty when not counted.</summary>
    public string Coverage { get; init; } = "";

    /// <summary>BCP 47 tag whose rules hyphenate the document's own prose; empty for none. Lines in another language name their own.</summary>
    public string Hyphenation { get; init; } = "";

    /// <summary>The reader's logo and colours; <c>null</c> for the house style.</summary>
    public Brand? Brand { get; init; }

    /// <summary>Sections in the order in which they are printed. Empty for the standard order, which is that of <see cref="BriefingSection"/>.</summary>
    public IReadOnlyList<BriefingSection> Sections { get; init; } = [];

    public IReadOnlyList<KeyDevelopment> KeyDevelopments { get; init; } = [];

    /// <summary>What an edition without news says instead of key developments; empty when there are some.</summary>
    public string NothingNew { get; init; } = "";

    /// <summary>What is different from the edition before.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>What <see cref="Changes"/> is measured against, such as "Since no. 1 of 1 February 2026 (log position 44)"; empty for none.</summary>
    public string ChangesSince { get; init; } = "";

    /// <summary>Stories that are worth a line and no section.</summary>
    public IReadOnlyList<BriefItem> InBrief { get; init; } = [];

    public IReadOnlyList<StorySection> Stories { get; init; } = [];

    /// <summary>Daily cooperation and conflict of the watched pairs.</summary>
    public IReadOnlyList<RelationSeries> Relations { get; init; } = [];

    /// <summary>Scheduled events ahead, by date.</summary>
    public IReadOnlyList<CalendarEntry> Calendar { get; init; } = [];

    public IReadOnlyList<CorrectionNote> Corrections { get; init; } = [];

    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>Articles that report a cited line too and are not quoted.</summary>
    public IReadOnlyList<FurtherSource> FurtherSources { get; init; } = [];

    /// <summary>The words for standing, likelihood and confidence that this edition uses, and what each means.</summary>
    public IReadOnlyList<LegendTerm> Legend { get; init; } = [];

    /// <summary>How the briefing was made; one paragraph each.</summary>
    public IReadOnlyList<string> Method { get; init; } = [];

    /// <summary>What is missing or unknown: undated articles, refused inputs; one line each.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    /// <summary>Log position, hash-chain head and versions, as label and value pairs printed at the end.</summary>
    public IReadOnlyList<Fact> Provenance { get; init; } = [];

    /// <summary>Files that a PDF carries along; no part of the document as JSON, and so not of its digest.</summary>
    [JsonIgnore]
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}

/// <summary>What an edition is divided into, in the standard order.</summary>
public enum BriefingSection
{
    KeyDevelopments,
    Changes,
    Stories,
    InBrief,
    Calendar,
    Relations,
    Corrections,
    Sources,
    Method,
    Gaps,
    Provenance,
}

/// <summary>Another edition.</summary>
/// <param name="Id">As the command line and the API name it, such as <c>andean-desk-2026-02-01</c>.</param>
/// <param name="Text">Such as "No. 1, 1 February 2026".</param>
public sealed record EditionLink(string Id, string Text);

/// <summary>The reader's own look. Colours are <c>#rrggbb</c> and have a contrast of at least 4.5 to 1 on white.</summary>
/// <param name="Primary">Titles and rules; <c>null</c> for the house colour.</param>
/// <param name="Accent">Marks and citations; <c>null</c> for the house colour.</param>
public sealed record Brand(string? Primary, string? Accent, Logo? Logo);

/// <summary>An image file as it is.</summary>
/// <param name="MediaType"><c>image/png</c> or <c>image/jpeg</c>.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Text">What it shows, for who cannot see it.</param>
public sealed record Logo(string MediaType, byte[] Bytes, int Width, int Height, string Text);

/// <summary>One sentence with the quotes it rests on.</summary>
/// <param name="Text">A whole sentence without citation marks.</param>
/// <param name="Citations">Numbers of the <see cref="Quote"/>s, printed as [1] [2] behind the sentence.</param>
/// <param name="Standing">Whether it is told as fact, claim or projection.</param>
public sealed record CitedLine(string Text, IReadOnlyList<int> Citations, Standing Standing)
{
    /// <summary>BCP 47 tag of <see cref="Text"/> when it is not the document's.</summary>
    public string? Language { get; init; }

    /// <summary>What is to be known beside it, in the document's language, such as "sources differ on the date"; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>The source's own word for how likely it is, explained in <see cref="BriefingDocument.Legend"/>; empty unless the source has one.</summary>
    public string Likelihood { get; init; } = "";

    /// <summary>How surely the sentence was read, in a word of the legend; no likelihood. Empty when not said.</summary>
    public string Confidence { get; init; } = "";

    /// <summary>When what it tells is due, in words; empty when that is not known or the line is no outlook.</summary>
    public string Due { get; init; } = "";

    /// <summary>How many more articles report it; they are among the <see cref="BriefingDocument.FurtherSources"/>.</summary>
    public int Further { get; init; }

    /// <summary>Ids of the news events it states, in the order of the log.</summary>
    public IReadOnlyList<Guid> Events { get; init; } = [];
}

/// <summary>How far a line goes: fact as reported, somebody's claim, a plan, a projection.</summary>
public enum Standing
{
    Reported,
    Claimed,
    Planned,
    Projected,
    Denied,
    Proposed,
    Threatened,
}

/// <param name="StoryAnchor">The <see cref="StorySection.Anchor"/> it links to.</param>
/// <param name="Reason">Why it is on the front page, such as "2 independent sources".</param>
public sealed record KeyDevelopment(CitedLine Line, string StoryAnchor, string Reason);

/// <param name="Text">A sentence without its full stop, or what happened to a source.</param>
public sealed record Change(ChangeKind Kind, string Text, string StoryAnchor)
{
    /// <summary>Why it has this kind, such as "first reported since then" or "2 independent sources after 1".</summary>
    public string Rule { get; init; } = "";

    public IReadOnlyList<int> Citations { get; init; } = [];

    /// <summary>BCP 47 tag of <see cref="Text"/> when it is not the document's.</summary>
    public string? Language { get; init; }
}

/// <summary>A story in one line.</summary>
/// <param name="Label">What it is about, such as "Peru"; may be empty.</param>
/// <param name="Anchor">As in <see cref="StorySection.Anchor"/>, and unique with those.</param>
/// <param name="Reason">As in <see cref="StorySection.Reason"/>.</param>
public sealed record BriefItem(string Label, CitedLine Line, string Anchor, string Reason);

public enum ChangeKind
{
    New,
    Up,
    Down,
    Continuing,
    Corrected,
    Resolved,
}

public sealed record StorySection
{
    /// <summary>Unique in the document; letters, digits and hyphens.</summary>
    public required string Anchor { get; init; }

    /// <summary>A topic sentence or noun phrase.</summary>
    public required string Title { get; init; }

    /// <summary>What the title rests on.</summary>
    public IReadOnlyList<int> TitleCitations { get; init; } = [];

    /// <summary>BCP 47 tag of the title when it is not the document's.</summary>
    public string? TitleLanguage { get; init; }

    /// <summary>How far the title goes.</summary>
    public Standing TitleStanding { get; init; }

    /// <summary>Countries it is about, in words, such as "Colombia, United States"; empty when none is known.</summary>
    public string Kicker { get; init; } = "";

    /// <summary>NEW, UPDATED, CONTINUING, in the document's language.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is in this briefing.</summary>
    public required string Reason { get; init; }

    /// <summary>What is at stake as far as the log holds it, in one line; empty when it holds nothing.</summary>
    public string WhyItMatters { get; init; } = "";

    /// <summary>The day of the first report of the story, in words; empty when not said.</summary>
    public string Since { get; init; } = "";

    public required int IndependentSources { get; init; }

    public required int Outlets { get; init; }

    /// <summary>The sentence that says the story in one line.</summary>
    public required CitedLine Lead { get; init; }

    public IReadOnlyList<CitedLine> Developments { get; init; } = [];

    /// <summary>Claims and projections, kept apart from what is reported as fact.</summary>
    public IReadOnlyList<CitedLine> Claims { get; init; } = [];

    public IReadOnlyList<Difference> Differences { get; init; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    public IReadOnlyList<ActorRow> Actors { get; init; } = [];

    /// <summary>What to watch, with dates.</summary>
    public IReadOnlyList<CitedLine> Watch { get; init; } = [];
}

/// <summary>Two sources that do not agree, both quoted.</summary>
/// <param name="Subject">What they differ on, such as "Date of the meeting".</param>
public sealed record Difference(string Subject, IReadOnlyList<DifferenceSide> Sides);

/// <param name="Value">What this side says, such as "3 February 2026".</param>
/// <param name="Quote">The exact words.</param>
public sealed record DifferenceSide(string Outlet, string Value, string Quote, int Citation)
{
    /// <summary>The article's date, in words; empty when not said.</summary>
    public string Published { get; init; } = "";

    /// <summary>BCP 47 tag of the quote when it is not the document's.</summary>
    public string? Language { get; init; }
}

/// <param name="When">When it happened, in words; "date unknown" when nothing says so.</param>
/// <param name="Learned">When the log learned it, in words.</param>
public sealed record TimelineEntry(string When, string Learned, CitedLine Line)
{
    /// <summary>First day on the axis of what happened; <c>null</c> when unknown.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day on that axis, included; the same as <see cref="From"/> for one day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The day on the axis of what was known.</summary>
    public DateOnly? LearnedOn { get; init; }
}

/// <param name="Role">Such as "President, Colombia".</param>
/// <param name="Position">What the actor last said or did, in words.</param>
public sealed record ActorRow(string Name, string Role, string Position, IReadOnlyList<int> Citations)
{
    /// <summary>Against the edition before, in words, such as "new" or "more cooperative (−2 to +4)"; empty when not compared.</summary>
    public string Change { get; init; } = "";

    /// <summary>The sign of <see cref="Change"/>; <c>null</c> when not compared.</summary>
    public ChangeKind? ChangeKind { get; init; }

    /// <summary>How far the position goes.</summary>
    public Standing Standing { get; init; }

    /// <summary>BCP 47 tag of the position when it is not the document's.</summary>
    public string? Language { get; init; }
}

/// <summary>How two parties dealt with each other day by day.</summary>
/// <param name="Pair">Such as "Colombia – United States".</param>
/// <param name="Days">Every day of the span in order, also those without a report.</param>
/// <param name="TextAlternative">What the chart shows, in sentences.</param>
public sealed record RelationSeries(string Pair, IReadOnlyList<RelationDay> Days, string TextAlternative)
{
    /// <summary>What is drawn and from what, such as "Mean Goldstein value of the day’s events, −10 to +10; source: this log".</summary>
    public string Note { get; init; } = "";
}

/// <param name="DayText">Short, for an axis, such as "2 Feb".</param>
/// <param name="Value">Mean on the Goldstein scale, −10 (conflict) to 10 (cooperation); <c>null</c> on a day without events.</param>
/// <param name="Count">How many events it is the mean of.</param>
public sealed record RelationDay(DateOnly Day, string DayText, double? Value, int Count);

public sealed record CalendarEntry(DateOnly Day, string When, CitedLine Line, string StoryAnchor);

/// <param name="Old">What was carried before, quoted.</param>
/// <param name="New">What stands now, quoted; <c>null</c> for a retraction.</param>
/// <param name="Carried">Editions that carried the old text, such as "2 February 2026 (no. 1)".</param>
public sealed record CorrectionNote(string Outlet, string Text, string Old, string? New, IReadOnlyList<string> Carried, IReadOnlyList<int> Citations)
{
    /// <summary>Where <see cref="Old"/> stands; <c>null</c> when nothing is quoted.</summary>
    public QuoteSpan? OldSpan { get; init; }

    /// <summary>Where <see cref="New"/> stands; <c>null</c> when nothing is quoted.</summary>
    public QuoteSpan? NewSpan { get; init; }

    /// <summary>BCP 47 tag of the quotes when it is not the document's.</summary>
    public string? Language { get; init; }
}

/// <summary>One article in the appendix with every sentence that the briefing rests on.</summary>
/// <param name="Published">Date in words, or "date unknown".</param>
/// <param name="Url"><c>null</c> when the article has none.</param>
/// <param name="Status">Such as "corrected 3 February 2026" or empty.</param>
public sealed record Source(string Outlet, string Title, string Published, string? Url, string Status, IReadOnlyList<Quote> Quotes)
{
    /// <summary>BCP 47 tag of title and quotes; <c>null</c> when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The language in words, such as "English"; empty when unknown.</summary>
    public string LanguageText { get; init; } = "";

    /// <summary>When the log took the article in, in words; empty when not said.</summary>
    public string Learned { get; init; } = "";

    /// <summary>The article's stream in the log; empty when not said.</summary>
    public string Article { get; init; } = "";
}

/// <param name="Number">The citation number, unique in the document, from 1.</param>
/// <param name="Text">The article's sentence, unaltered.</param>
public sealed record Quote(int Number, string Text)
{
    /// <summary>Where the sentence stands; <c>null</c> when not said.</summary>
    public QuoteSpan? Span { get; init; }
}

/// <summary>Characters of one revision of an article.</summary>
/// <param name="Article">The article's stream in the log.</param>
/// <param name="Revision">From 1.</param>
/// <param name="Start">UTF-16 offset of the first character.</param>
/// <param name="End">UTF-16 offset behind the last character.</param>
public sealed record QuoteSpan(string Article, int Revision, int Start, int End);

/// <summary>An article that reports what is cited already.</summary>
/// <param name="With">Numbers of the quotes it goes with.</param>
public sealed record FurtherSource(string Outlet, string Title, string Published, string? Url, IReadOnlyList<int> With)
{
    /// <summary>The article's stream in the log; empty when not said.</summary>
    public string Article { get; init; } = "";
}

/// <summary>A word of the briefing with its meaning.</summary>
/// <param name="Kind">What the word is about.</param>
/// <param name="Word">As it is printed.</param>
public sealed record LegendTerm(LegendKind Kind, string Word, string Meaning);

public enum LegendKind
{
    Standing,
    Likelihood,
    Confidence,
    Change,
}

public sealed record Fact(string Label, string Value);
