using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>An article with every text it had and every news event it reported, as its stream tells it.</summary>
public sealed record ArticleHistory
{
    /// <summary>Name of its stream.</summary>
    public required string Id { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public string? Url { get; init; }

    public Publication Published { get; init; } = Publication.Unknown;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ArticleRevision> Revisions { get; init; } = [];

    /// <summary>In the order of the log, those that no longer stand included.</summary>
    public IReadOnlyList<ArticleNewsEvent> Events { get; init; } = [];

    public ArticleRetraction? Retraction { get; init; }

    /// <summary>The position of the last event of its stream.</summary>
    public long Position { get; init; }

    /// <summary>The article, or <c>null</c> when the stream is none of an article.</summary>
    public static async Task<ArticleHistory?> Read(EventLog log, string stream, CancellationToken cancellation)
    {
        if (!stream.StartsWith(ArticleStream.Category + "-", StringComparison.Ordinal))
        {
            return null;
        }

        ArticleHistory? history = null;
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            history = (history ?? new ArticleHistory { Id = stream }).With(recorded) with { Position = recorded.Position };
        }

        return history;
    }

    ArticleHistory With(RecordedEvent recorded) => recorded.Body switch
    {
        ArticleIngested ingested => this with
        {
            Title = ingested.Title,
            Outlet = ingested.Outlet,
            Url = ingested.Url,
            Published = ingested.Published,
            Revisions = [new ArticleRevision(1, recorded.Position, recorded.RecordedAt, "ingested", ingested.Title, ingested.Published, ingested.Text, ingested.Extractor, [])],
        },
        ArticleCorrected corrected => Withdraw(corrected.Withdrawn, recorded.Position) with
        {
            Title = corrected.Title ?? Title,
            Published = corrected.Published.Day is null ? Published : corrected.Published,
            Revisions = [.. Revisions, new ArticleRevision(corrected.Revision, recorded.Position, recorded.RecordedAt, "corrected", corrected.Title, corrected.Published, corrected.Text, corrected.Extractor, corrected.Changes)],
        },
        ArticleReextracted reread => Withdraw(reread.Withdrawn, recorded.Position) with
        {
            Revisions = [.. Revisions, new ArticleRevision(reread.Revision, recorded.Position, recorded.RecordedAt, "reextracted", null, null, reread.Text, reread.Extractor, [])],
        },
        ArticleRetracted retracted => Withdraw([.. Events.Select(e => e.Id)], recorded.Position) with
        {
            Retraction = new ArticleRetraction(recorded.Position, recorded.RecordedAt, retracted.Reason),
        },
        NewsEvent news => this with { Events = [.. Events, new ArticleNewsEvent(recorded.Id, recorded.Position, news.Revision, news.Reported)] },
        _ => this,
    };

    ArticleHistory Withdraw(IReadOnlyList<Guid> withdrawn, long position) =>
        this with { Events = [.. Events.Select(e => e.WithdrawnAt is null && withdrawn.Contains(e.Id) ? e with { WithdrawnAt = position } : e)] };
}

/// <param name="Position">Where in the log it was recorded.</param>
/// <param name="Cause">ingested, corrected, or reextracted by a later version of the rules.</param>
/// <param name="Published"><c>null</c> when nothing was published: the same article was read anew.</param>
/// <param name="Text"><c>null</c> when it is that of the revision before.</param>
/// <param name="Changes">Where its text differs from the one before.</param>
public sealed record ArticleRevision(
    int Revision, long Position, DateTimeOffset RecordedAt, string Cause, string? Title, Publication? Published, string? Text, string Extractor, IReadOnlyList<TextChange> Changes);

/// <param name="Revision">The revision of the text that it rests on.</param>
/// <param name="WithdrawnAt">Position of the correction or retraction that took it back; <c>null</c> while it stands.</param>
public sealed record ArticleNewsEvent(Guid Id, long Position, int Revision, ReportedEvent Reported, long? WithdrawnAt = null);

public sealed record ArticleRetraction(long Position, DateTimeOffset RecordedAt, string Reason);
