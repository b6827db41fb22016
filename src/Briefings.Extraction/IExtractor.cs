namespace Briefings.Extraction;

/// <summary>Text in, reported events out: a pure function without database, network or clock. Implementations are thread-safe.</summary>
public interface IExtractor
{
    /// <summary>Name and version of the rules, recorded with every article read, such as <c>rules-1</c>.</summary>
    string Version { get; }

    /// <summary>Reads one article. Never throws on any text; a text without events gives none.</summary>
    ExtractedArticle Extract(ArticleText article);
}

/// <summary>One article as the extractor sees it.</summary>
/// <param name="Id">The caller's name for the article, copied into every <see cref="Evidence"/>.</param>
/// <param name="Text">The body. Offsets in the answer count its UTF-16 code units.</param>
/// <param name="Published">The local day of publication; <c>null</c> when unknown, and then relative dates stay unknown.</param>
/// <param name="Title">The headline, read for salience and coreference only; no event rests on it.</param>
public sealed record ArticleText(string Id, string Text, DateOnly? Published, string? Title = null);

/// <summary>What one article reports.</summary>
/// <param name="Events">In the order of the text.</param>
/// <param name="Subject">What the article is about as a whole.</param>
public sealed record ExtractedArticle(IReadOnlyList<ReportedEvent> Events, Subject Subject);

/// <summary>What an article is chiefly about, for grouping articles into stories.</summary>
/// <param name="Actors">Most salient first, at most twelve.</param>
/// <param name="Words">Content words and their counts, lower case, most frequent first, at most forty.</param>
public sealed record Subject(IReadOnlyList<SubjectActor> Actors, IReadOnlyList<SubjectWord> Words);

/// <param name="Id">As in <see cref="Actor.Id"/>.</param>
/// <param name="Name">As in <see cref="Actor.Name"/>.</param>
/// <param name="Country">As in <see cref="Actor.Country"/>.</param>
/// <param name="Weight">Share of the article's mentions, 0 to 1.</param>
public sealed record SubjectActor(string Id, string Name, string Country, double Weight);

public sealed record SubjectWord(string Word, int Count);
