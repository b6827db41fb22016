using Briefings.EventStore;

namespace Briefings.Editions;

/// <summary>A briefing of one profile for one local day went out.</summary>
[EventType("EditionPublished")]
public sealed record EditionPublished : IEvent
{
    public required string Profile { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Counts the profile's published days from 1; editions of one day share it.</summary>
    public required int Issue { get; init; }

    /// <summary>Counts the editions of this day from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>First instant covered, included.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last instant covered, excluded.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The edition knows the log up to and including this position.</summary>
    public required long LogPosition { get; init; }

    /// <summary>Head of the log's hash chain at <see cref="LogPosition"/>, lower-case hex.</summary>
    public required string ChainHead { get; init; }

    /// <summary>Name and version of the PDF renderer.</summary>
    public required string Renderer { get; init; }

    /// <summary>Version of the rules that compose the document.</summary>
    public required string Template { get; init; }

    /// <summary>SHA-256 of the document as JSON, lower-case hex.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>SHA-256 of the PDF's bytes, lower-case hex.</summary>
    public required string PdfSha256 { get; init; }

    /// <summary>SHA-256 of the provenance that the PDF carries, lower-case hex; empty when it carries none.</summary>
    public string ProvenanceSha256 { get; init; } = "";

    /// <summary>Version of the profile's stream that the edition was made for; 0 when the log holds no such profile.</summary>
    public long ProfileRevision { get; init; }

    /// <summary>Streams of the articles it cites, so that a later correction can name the editions that carried the old text.</summary>
    public required IReadOnlyList<string> Articles { get; init; }

    /// <summary>The scheduled instant it was made for; <c>null</c> when somebody asked for it.</summary>
    public DateTimeOffset? Slot { get; init; }

    /// <summary>The draft that was approved and is published here, counted from 1; <c>null</c> when it went straight out.</summary>
    public int? Draft { get; init; }

    /// <summary>Who approved that draft; <c>null</c> when no approval was asked for.</summary>
    public string? ApprovedBy { get; init; }
}

/// <summary>A scheduled time came and the day's edition or draft still stood: nothing that it tells had changed.</summary>
[EventType("EditionConfirmed")]
public sealed record EditionConfirmed : IEvent
{
    public required string Profile { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>The edition's revision; the one a standing draft would become.</summary>
    public required int Revision { get; init; }

    /// <summary>The scheduled instant.</summary>
    public required DateTimeOffset Slot { get; init; }

    /// <summary>The log was looked at up to and including this position.</summary>
    public required long LogPosition { get; init; }
}

/// <summary>An edition was made and waits for approval. The latest draft of a day is the one that can be approved.</summary>
[EventType("EditionDrafted")]
public sealed record EditionDrafted : IEvent
{
    /// <summary>Counts the drafts of the day from 1.</summary>
    public required int Draft { get; init; }

    /// <summary>What will be published, to the byte.</summary>
    public required EditionPublished Edition { get; init; }
}

/// <summary>Somebody let a draft go out. It holds for these digests and no others.</summary>
[EventType("EditionApproved")]
public sealed record EditionApproved : IEvent
{
    public required string Profile { get; init; }

    public required DateOnly Day { get; init; }

    public required int Draft { get; init; }

    /// <summary>SHA-256 of the approved document as JSON, lower-case hex.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>SHA-256 of the approved PDF, lower-case hex.</summary>
    public required string PdfSha256 { get; init; }

    /// <summary>Who approved it, as they named themselves or as their key is called.</summary>
    public required string By { get; init; }

    /// <summary>What they said about it; empty when nothing.</summary>
    public string Note { get; init; } = "";
}

/// <summary>A profile's next issue number is taken. The version of its stream is the number.</summary>
[EventType("IssueNumbered")]
public sealed record IssueNumbered : IEvent
{
    public required DateOnly Day { get; init; }
}
