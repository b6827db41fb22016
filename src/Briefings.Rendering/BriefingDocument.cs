using System.Text.Json.Serialization;

namespace Briefings.Rendering;

/// <summary>One edition as meaning, before any page: what every renderer reads.</summary>
/// <remarks>All text is final: composed, dated and ordered by the caller. Renderers add layout and fixed labels only.</remarks>
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

    public IReadOnlyList<KeyDevelopment> KeyDevelopments { get; init; } = [];

    /// <summary>What is different from the edition before.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    public IReadOnlyList<StorySection> Stories { get; init; } = [];

    /// <summary>Scheduled events ahead, by date.</summary>
    public IReadOnlyList<CalendarEntry> Calendar { get; init; } = [];

    public IReadOnlyList<CorrectionNote> Corrections { get; init; } = [];

    public IReadOnlyList<Source> Sources { get; init; } = [];

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

/// <summary>One sentence with the quotes it rests on.</summary>
/// <param name="Text">A whole sentence without citation marks.</param>
/// <param name="Citations">Numbers of the <see cref="Quote"/>s, printed as [1] [2] behind the sentence.</param>
/// <param name="Standing">Whether it is told as fact, claim or projection.</param>
public sealed record CitedLine(string Text, IReadOnlyList<int> Citations, Standing Standing)
{
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
}

/// <param name="StoryAnchor">The <see cref="StorySection.Anchor"/> it links to.</param>
/// <param name="Reason">Why it is on the front page, such as "2 independent sources".</param>
public sealed record KeyDevelopment(CitedLine Line, string StoryAnchor, string Reason);

public sealed record Change(ChangeKind Kind, string Text, string StoryAnchor);

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

    /// <summary>NEW, UPDATED, CONTINUING, in the document's language.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is in this briefing.</summary>
    public required string Reason { get; init; }

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
public sealed record DifferenceSide(string Outlet, string Value, string Quote, int Citation);

/// <param name="When">When it happened, in words; "date unknown" when nothing says so.</param>
/// <param name="Learned">When the log learned it, in words.</param>
public sealed record TimelineEntry(string When, string Learned, CitedLine Line);

/// <param name="Role">Such as "President, Colombia".</param>
/// <param name="Position">What the actor last said or did, in words.</param>
public sealed record ActorRow(string Name, string Role, string Position, IReadOnlyList<int> Citations);

public sealed record CalendarEntry(DateOnly Day, string When, CitedLine Line, string StoryAnchor);

/// <param name="Old">What was carried before, quoted.</param>
/// <param name="New">What stands now, quoted; <c>null</c> for a retraction.</param>
/// <param name="Carried">Editions that carried the old text, such as "2 February 2026 (no. 1)".</param>
public sealed record CorrectionNote(string Outlet, string Text, string Old, string? New, IReadOnlyList<string> Carried, IReadOnlyList<int> Citations);

/// <summary>One article in the appendix with every sentence that the briefing rests on.</summary>
/// <param name="Published">Date in words, or "date unknown".</param>
/// <param name="Url"><c>null</c> when the article has none.</param>
/// <param name="Status">Such as "corrected 3 February 2026" or empty.</param>
public sealed record Source(string Outlet, string Title, string Published, string? Url, string Status, IReadOnlyList<Quote> Quotes);

/// <param name="Number">The citation number, unique in the document, from 1.</param>
/// <param name="Text">The article's sentence, unaltered.</param>
public sealed record Quote(int Number, string Text);

public sealed record Fact(string Label, string Value);
