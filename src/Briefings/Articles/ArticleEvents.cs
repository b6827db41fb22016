using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;

namespace Briefings.Articles;

/// <summary>An article entered the log. Its news events follow in the same stream.</summary>
[EventType("ArticleIngested")]
public sealed record ArticleIngested : IEvent
{
    public required string Format { get; init; }

    /// <summary>File name without folders; empty when it did not come from a file.</summary>
    public required string FileName { get; init; }

    public required string Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/>'s words, lower-case hex: equal for texts that differ in white space only.</summary>
    public required string ContentHash { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public string? Url { get; init; }

    public required Publication Published { get; init; }

    /// <summary>Name and version of the rules that read it.</summary>
    public required string Extractor { get; init; }

    public required Subject Subject { get; init; }
}

/// <summary>A later text of the same article replaced the one before.</summary>
[EventType("ArticleCorrected")]
public sealed record ArticleCorrected : IEvent
{
    /// <summary>From 2; the ingested text is revision 1.</summary>
    public required int Revision { get; init; }

    public required string Text { get; init; }

    /// <summary>As in <see cref="ArticleIngested.ContentHash"/>.</summary>
    public required string ContentHash { get; init; }

    public string? Title { get; init; }

    public required Publication Published { get; init; }

    /// <summary>Where the two texts differ, in the order of the text.</summary>
    public required IReadOnlyList<TextChange> Changes { get; init; }

    /// <summary>Ids of this article's news events that the text no longer supports.</summary>
    public required IReadOnlyList<Guid> Withdrawn { get; init; }

    public required string Extractor { get; init; }

    public required Subject Subject { get; init; }
}

/// <summary>The article no longer stands; all its news events are withdrawn.</summary>
[EventType("ArticleRetracted")]
public sealed record ArticleRetracted : IEvent
{
    public required string Reason { get; init; }

    /// <summary>The day the retraction took effect, in UTC.</summary>
    public required DateOnly RetractedOn { get; init; }
}

/// <summary>One run of words that was replaced. Offsets count UTF-16 code units.</summary>
/// <param name="Start">Offset in the old text.</param>
/// <param name="Old">The words taken out; empty for an insertion.</param>
/// <param name="New">The words put in; empty for a deletion.</param>
public sealed record TextChange(int Start, string Old, string New);
