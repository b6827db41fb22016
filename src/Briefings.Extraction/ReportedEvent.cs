namespace Briefings.Extraction;

/// <summary>What one sentence of one article reports: who did what to whom, when, where, how sure, on whose word.</summary>
public sealed record ReportedEvent
{
    /// <summary>The news event type: the name of its frame and of its record, as in <c>MeetingScheduled</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The PLOVER root, in capitals: AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE ASSAULT STATEMENT.</summary>
    public required string Root { get; init; }

    /// <summary>1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 neutral statement.</summary>
    public required int Quad { get; init; }

    public IReadOnlyList<Actor> Source { get; init; } = [];

    public IReadOnlyList<Actor> Target { get; init; } = [];

    public required When When { get; init; }

    /// <summary>Places as the article names them, most specific first.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    public required Modality Modality { get; init; }

    /// <summary>Who says so, nearest speaker first. Empty: the article says it in its own voice.</summary>
    public IReadOnlyList<Attribution> Attribution { get; init; } = [];

    /// <summary>What it is about in the article's words, such as "drug trafficking"; <c>null</c> when the frame has no such slot or nothing fills it.</summary>
    public string? Topic { get; init; }

    /// <summary>The clause that reports it as a sentence of its own: the article's words with subjects by name and dates placed; empty when none can be taken out safely, <c>null</c> when none was looked for.</summary>
    public string? Statement { get; init; }

    /// <summary>As <see cref="Statement"/>, for an event that is a noun or a side remark in a clause about something else.</summary>
    public string? Setting { get; init; }

    /// <summary>Parts ("source", "target") that the sentence leaves open and the article as a whole supplies; <c>null</c> for none.</summary>
    public IReadOnlyList<string>? Inferred { get; init; }

    /// <summary>The word that triggered it: the base form of a verb, the singular of a noun.</summary>
    public string? Trigger { get; init; }

    /// <summary>The clause it is stated in, exactly as in the article; <c>null</c> when a noun triggered it.</summary>
    public string? Clause { get; init; }

    /// <summary>What the trigger introduces, exactly as in the article: "to expand strikes", "treating others as X", "Y has left"; <c>null</c> for nothing.</summary>
    public string? Content { get; init; }

    /// <summary>A count that the sentence gives for it (casualties, arrests, votes); <c>null</c> when none is given.</summary>
    public Quantity? Quantity { get; init; }

    /// <summary>0 to 1, from the rule that fired; not a likelihood.</summary>
    public required double Confidence { get; init; }

    /// <summary>The frame pattern that fired, as <c>file:pattern</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>On the Goldstein scale, -10 (conflict) to 10 (cooperation).</summary>
    public required double Intensity { get; init; }

    /// <summary>A key derived from type family, actors and topic alone, so that two reports of one development get the same one.</summary>
    public required string Cluster { get; init; }

    public required Evidence Evidence { get; init; }
}

/// <summary>A party to a reported event.</summary>
/// <param name="Text">The mention as the article writes it.</param>
/// <param name="Name">The resolved name, after coreference; equals <paramref name="Text"/> when nothing better is known.</param>
/// <param name="Id">Stable over articles and months: lower-case words joined by hyphens, such as <c>gustavo-petro</c>.</param>
/// <param name="Code">CAMEO form, country then sector, such as <c>COLGOV</c>; empty when unknown.</param>
/// <param name="Country">ISO 3166 alpha-3 code; empty when unknown.</param>
/// <param name="Sector">GOV, MIL, LEG, JUD, REB, OPP, COP, SPY, MED, BUS, NGO, IGO, CVL …; empty when unknown.</param>
public sealed record Actor(string Text, string Name, string Id, string Code, string Country, string Sector);

/// <summary>One link of the chain of who says so.</summary>
/// <param name="Speaker">Who says it.</param>
/// <param name="Verb">The reporting verb in the article's words, such as "said" or "claimed".</param>
public sealed record Attribution(Actor Speaker, string Verb);

/// <summary>A number with what it counts.</summary>
public sealed record Quantity(decimal Value, string Unit, string Text);

/// <summary>An interval of days with how it is known.</summary>
/// <param name="Start">First day, included; <c>null</c> when open or unknown.</param>
/// <param name="End">Day after the last, excluded; <c>null</c> when open or unknown.</param>
/// <param name="Precision">How fine the words are.</param>
/// <param name="Basis">The rule and the reference date that gave it, such as <c>weekday after 2026-02-02</c>; empty when unknown.</param>
/// <param name="Text">The words it rests on, exactly as in the article; <c>null</c> when no words name it.</param>
public sealed record When(DateOnly? Start, DateOnly? End, DatePrecision Precision, string Basis, string? Text)
{
    public static When Unknown { get; } = new(null, null, DatePrecision.Unknown, "", null);
}

public enum DatePrecision
{
    Unknown,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Range,
    Open,
}

/// <summary>How the article presents the event.</summary>
public enum Modality
{
    Happened,
    Ongoing,
    Planned,
    Proposed,
    Threatened,
    Alleged,
    Denied,
    Projected,
}

/// <summary>The words an event rests on.</summary>
/// <param name="Article">The caller's name for the article.</param>
/// <param name="Sentence">Index of the sentence in the article, from 0.</param>
/// <param name="Start">UTF-16 offset of the quote's first character in the article's text.</param>
/// <param name="End">UTF-16 offset behind the quote's last character.</param>
/// <param name="Quote">The whole sentence, exactly the text between the offsets.</param>
public sealed record Evidence(string Article, int Sentence, int Start, int End, string Quote);
