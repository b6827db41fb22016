namespace Briefings.Feeds.Formats;

/// <summary>A feed as it was written, in one form for RSS, RDF, Atom and JSON Feed.</summary>
public sealed record FeedDocument
{
    /// <summary>One of <c>rss</c>, <c>rdf</c>, <c>atom</c>, <c>json</c>.</summary>
    public required string Format { get; init; }

    /// <summary>What <see cref="FeedReader.ReadItem"/> calls an item of it by itself: <c>rss</c>, <c>atom</c> or <c>jsonfeed</c>.</summary>
    public string ItemFormat => Format switch
    {
        "json" => "jsonfeed",
        "atom" => "atom",
        _ => "rss",
    };

    public FeedText? Title { get; init; }

    /// <summary>The site the feed is about, as written; <c>null</c> when it names none.</summary>
    public string? Link { get; init; }

    /// <summary>Where the feed says it lies, as written.</summary>
    public string? SelfLink { get; init; }

    public FeedPerson? Author { get; init; }

    public string? Published { get; init; }

    public string? Updated { get; init; }

    /// <summary>How long the feed asks to be left alone; <c>null</c> when it does not say.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>In the order of the feed.</summary>
    public required IReadOnlyList<FeedItem> Items { get; init; }

    /// <summary>What was mended or guessed, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One item of a feed as it was written.</summary>
public sealed record FeedItem
{
    /// <summary>Place in the feed, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>RSS's guid, Atom's and JSON Feed's id; <c>null</c> when there is none.</summary>
    public string? Id { get; init; }

    public FeedText? Title { get; init; }

    /// <summary>As written; <see cref="Address"/> is what it means.</summary>
    public string? Link { get; init; }

    /// <summary>Absolute http or https address of the article; <c>null</c> when there is none.</summary>
    public Uri? Address { get; init; }

    public FeedPerson? Author { get; init; }

    /// <summary>The words of the date of publication; <c>null</c> when there are none.</summary>
    public string? Published { get; init; }

    public string? Updated { get; init; }

    /// <summary>The full text where the feed marks it as such.</summary>
    public FeedText? Content { get; init; }

    public FeedText? Summary { get; init; }

    /// <summary>The outlet that a taken-over item came from; <c>null</c> for the feed's own.</summary>
    public FeedText? Source { get; init; }

    /// <summary>The item as it stands in the feed: its XML or JSON.</summary>
    public ReadOnlyMemory<char> Original { get; init; }

    /// <summary>Why it cannot be read; <c>null</c> when it can.</summary>
    public string? Defect { get; init; }
}

/// <summary>A value of a feed.</summary>
/// <param name="Words">With references decoded.</param>
/// <param name="IsMarkup">Whether the words are HTML; <c>null</c> when the feed does not say and the words must tell.</param>
public sealed record FeedText(string Words, bool? IsMarkup = null);

/// <summary>Somebody who wrote.</summary>
public sealed record FeedPerson(string? Name, string? Email);
