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

    /// <summary>SHA-256 of <see cref="Text"/>'s words, lower-case hex: equal for texts that differ in white space, typography or boilerplate only.</summary>
    public required string ContentHash { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public string? Url { get; init; }

    /// <summary>What its feed calls it; unique over all feeds. <c>null</c> when nothing names it.</summary>
    public string? ItemId { get; init; }

    /// <summary>What it was read from; <c>null</c> when <see cref="Text"/> is all there was.</summary>
    public Original? Original { get; init; }

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

    /// <summary>As in <see cref="ArticleIngested.Original"/>, of this revision.</summary>
    public Original? Original { get; init; }

    public required Publication Published { get; init; }

    /// <summary>Where the two texts differ, in the order of the text.</summary>
    public required IReadOnlyList<TextChange> Changes { get; init; }

    /// <summary>Ids of this article's news events that no longer stand, those that another stands for now included.</summary>
    public required IReadOnlyList<Guid> Withdrawn { get; init; }

    /// <summary>Ids of the news events that stand as before.</summary>
    public IReadOnlyList<Guid> Kept { get; init; } = [];

    /// <summary>The withdrawn ones that another news event of the later text stands for.</summary>
    public IReadOnlyList<NewsEventChange> Changed { get; init; } = [];

    /// <summary>Ids of the news events that the later text reports and the earlier one did not.</summary>
    public IReadOnlyList<Guid> Added { get; init; } = [];

    public required string Extractor { get; init; }

    public required Subject Subject { get; init; }
}

/// <summary>A later version of the reader or the rules read the same article anew; the outlet changed nothing.</summary>
[EventType("ArticleReextracted")]
public sealed record ArticleReextracted : IEvent
{
    /// <summary>One more than the revision before when the original reads differently now; otherwise the same.</summary>
    public required int Revision { get; init; }

    /// <summary>The text as it is read now; <c>null</c> when it is the same.</summary>
    public string? Text { get; init; }

    /// <summary>As in <see cref="ArticleIngested.ContentHash"/>; <c>null</c> when the text is the same.</summary>
    public string? ContentHash { get; init; }

    /// <summary>As in <see cref="ArticleCorrected.Withdrawn"/>.</summary>
    public required IReadOnlyList<Guid> Withdrawn { get; init; }

    /// <summary>As in <see cref="ArticleCorrected.Kept"/>.</summary>
    public required IReadOnlyList<Guid> Kept { get; init; }

    /// <summary>As in <see cref="ArticleCorrected.Changed"/>.</summary>
    public required IReadOnlyList<NewsEventChange> Changed { get; init; }

    /// <summary>As in <see cref="ArticleCorrected.Added"/>.</summary>
    public required IReadOnlyList<Guid> Added { get; init; }

    public required string Extractor { get; init; }
}

/// <summary>The article no longer stands; all its news events are withdrawn.</summary>
[EventType("ArticleRetracted")]
public sealed record ArticleRetracted : IEvent
{
    public required string Reason { get; init; }

    /// <summary>The day the retraction took effect, in UTC.</summary>
    public required DateOnly RetractedOn { get; init; }
}

/// <summary>The bytes an article was read from, kept compressed beside the log.</summary>
/// <param name="Sha256">Of the bytes, lower-case hex; finds them.</param>
/// <param name="Format">The reader they are for: <c>html</c>, <c>markdown</c>, <c>json</c>, <c>rss</c>, …</param>
/// <param name="Length">In bytes, uncompressed.</param>
public sealed record Original(string Sha256, string Format, int Length);

/// <summary>A news event of the earlier text and the one that stands for it now.</summary>
/// <param name="Fields">What differs: some of <c>when</c>, <c>modality</c>, <c>source</c>, <c>target</c>, <c>where</c>, <c>quantity</c>, <c>attribution</c>, <c>words</c>.</param>
public sealed record NewsEventChange(Guid Old, Guid New, IReadOnlyList<string> Fields);

/// <summary>One run of words that was replaced. Offsets count UTF-16 code units.</summary>
/// <param name="Start">Offset in the old text.</param>
/// <param name="Old">The words taken out; empty for an insertion.</param>
/// <param name="New">The words put in; empty for a deletion.</param>
public sealed record TextChange(int Start, string Old, string New);
