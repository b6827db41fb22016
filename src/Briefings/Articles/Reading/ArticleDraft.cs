namespace Briefings.Articles.Reading;

/// <summary>One article as it was handed in, before it is known or stored.</summary>
public sealed record ArticleDraft
{
    /// <summary>Where it came from, for messages: a path, <c>path, line 12</c>, <c>standard input</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>File name without folders; empty for standard input and for one of several articles in a file. Names the article again when its text changes and it has no URL.</summary>
    public required string FileName { get; init; }

    /// <summary>Such as <c>text</c>, <c>markdown</c>, <c>html</c>, <c>json</c>, <c>rss</c>, <c>atom</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The body in NFC with line feeds, no control characters but tab and line feed; never empty.</summary>
    public required string Text { get; init; }

    /// <summary><c>null</c> when nothing names one.</summary>
    public string? Title { get; init; }

    /// <summary>The outlet or agency; <c>null</c> when nothing names one.</summary>
    public string? Outlet { get; init; }

    /// <summary>Who wrote it, as the page or feed says; <c>null</c> when nothing says so.</summary>
    public string? Byline { get; init; }

    public required Publication Published { get; init; }

    /// <summary>Absolute http or https address; <c>null</c> when there is none.</summary>
    public Uri? Url { get; init; }

    /// <summary>What its feed calls it, made unique over all feeds by the feed's own name; <c>null</c> when nothing names it.</summary>
    public string? ItemId { get; init; }

    /// <summary>The bytes this article alone was read from; <c>null</c> when <see cref="Text"/> is all there was.</summary>
    public DraftOriginal? Original { get; init; }
}

/// <summary>What a draft was read from, so that a better reader can read it again.</summary>
/// <param name="Bytes">As they came: a file, a page, a line of NDJSON, a feed's item.</param>
/// <param name="Format">The reader they are for: <c>html</c>, <c>markdown</c>, <c>json</c>, <c>rss</c>, …</param>
public sealed record DraftOriginal(ReadOnlyMemory<byte> Bytes, string Format);

/// <summary>When an article was published, with how that is known.</summary>
/// <param name="Day">The day in the article's own offset; <c>null</c> when unknown.</param>
/// <param name="At">The instant; <c>null</c> when only a day, or nothing, is known.</param>
/// <param name="Literal">The words it was read from, or that a feed or page gave and that name no day; <c>null</c> when there are none.</param>
/// <param name="Rule">
/// One of <c>front matter</c>, <c>feed</c>, <c>page</c>, <c>file name</c>, <c>--published</c>, <c>field</c>, <c>unknown</c>;
/// <c>feed, capped</c> or <c>page, capped</c> when the words name a time that had not come when the article was seen: day and instant are then those of the seeing.
/// </param>
public sealed record Publication(DateOnly? Day, DateTimeOffset? At, string? Literal, string Rule)
{
    public static Publication Unknown { get; } = new(null, null, null, "unknown");
}

/// <summary>What reading an input gave: a draft, or the reason why there is none.</summary>
public abstract record ReadOutcome
{
    ReadOutcome()
    {
    }

    public sealed record Read(ArticleDraft Draft) : ReadOutcome;

    /// <param name="Origin">As in <see cref="ArticleDraft.Origin"/>.</param>
    /// <param name="Reason">What was expected and what was found, in one line.</param>
    public sealed record Refused(string Origin, string Reason) : ReadOutcome;
}

/// <summary>What the caller says about inputs that do not say it themselves.</summary>
/// <param name="Published">Used where the input names no date.</param>
/// <param name="Outlet">Used where the input names no outlet.</param>
/// <param name="Url">Used where the input names no address; only sensible for a single article.</param>
/// <param name="SeenAt">When a fetched article was first seen: no later publication is believed. <c>null</c> for files, whose date is the user's own.</param>
public sealed record ReadDefaults(DateOnly? Published = null, string? Outlet = null, Uri? Url = null, DateTimeOffset? SeenAt = null);
