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

    /// <summary>Streams of the articles it cites, so that a later correction can name the editions that carried the old text.</summary>
    public required IReadOnlyList<string> Articles { get; init; }
}

/// <summary>A profile's next issue number is taken. The version of its stream is the number.</summary>
[EventType("IssueNumbered")]
public sealed record IssueNumbered : IEvent
{
    public required DateOnly Day { get; init; }
}
