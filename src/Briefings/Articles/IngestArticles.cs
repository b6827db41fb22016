using System.Runtime.CompilerServices;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

public enum IngestOutcome
{
    New,
    Known,
    Corrected,
    Refused,
}

/// <summary>What became of one input.</summary>
/// <param name="Origin">The input as the user named it.</param>
/// <param name="Stream">The article's stream; <c>null</c> when refused.</param>
/// <param name="NewsEvents">How many news events were appended.</param>
/// <param name="PublishedOn">The article's day; <c>null</c> when unknown.</param>
/// <param name="Note">The reason of a refusal, or what could not be known; <c>null</c> when there is nothing to say.</param>
public sealed record IngestResult(string Origin, string? Stream, IngestOutcome Outcome, int NewsEvents, DateOnly? PublishedOn, string? Note)
{
    /// <summary>The instant of publication that the input names; <c>null</c> when it names none.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}

/// <summary>Brings article drafts into the log, each in one commit: whatever is killed when, an article is there with all its events or not at all.</summary>
public sealed class IngestArticles(EventLog log, Documents documents, IExtractor extractor, NewsEventCatalog catalog)
{
    // Inputs are put in the order of publication within a batch, so that a correction follows what it corrects whatever the file names.
    const int BatchSize = 1_000;

    const int Attempts = 5;

    /// <summary>Ingests in batches ordered by publication; results come in the order of ingestion.</summary>
    public async IAsyncEnumerable<IngestResult> Handle(IAsyncEnumerable<ReadOutcome> inputs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var batch in inputs.Chunk(BatchSize).WithCancellation(cancellation))
        {
            foreach (var refused in batch.OfType<ReadOutcome.Refused>())
            {
                yield return new IngestResult(refused.Origin, null, IngestOutcome.Refused, 0, null, refused.Reason);
            }

            var drafts = batch.OfType<ReadOutcome.Read>().Select(r => r.Draft)
                .OrderBy(d => d.Published.Day ?? DateOnly.MaxValue)
                .ThenBy(d => d.Published.At ?? DateTimeOffset.MaxValue)
                .ThenBy(d => d.Origin, StringComparer.Ordinal);
            foreach (var draft in drafts)
            {
                yield return await Handle(draft, cancellation);
            }
        }
    }

    async Task<IngestResult> Handle(ArticleDraft draft, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Decide(draft, cancellation);
            }
            catch (WrongExpectedVersionException) when (attempt < Attempts)
            {
                // Another command took in the same article first: look again and decide again.
            }
        }
    }

    async Task<IngestResult> Decide(ArticleDraft draft, CancellationToken cancellation)
    {
        var contentHash = ArticleStream.ContentHash(draft.Text);
        var state = await Find(draft, contentHash, cancellation);
        if (state is null)
        {
            var stream = ArticleStream.NameFor(draft.Url, contentHash);
            var extracted = Extract(stream, draft, draft.Published.Day);
            var events = ArticleDecisions.Ingest(stream, draft, extracted, extractor.Version, catalog);
            var appended = await log.Append(stream, ExpectedVersion.NoStream, events, null, cancellation);
            return appended.AlreadyAppended ? Result(draft, stream, IngestOutcome.Known, 0) : Result(draft, stream, IngestOutcome.New, events.Count - 1);
        }

        if (state.Retracted)
        {
            return Result(draft, state.Stream, IngestOutcome.Known, 0, state.PublishedOn) with { Note = Retracted };
        }

        // The same words again are known, unless they come with the date that was missing: then they say more than before.
        var bringsDate = state.PublishedOn is null && draft.Published.Day is not null;
        if (state.ContentHashes.Contains(contentHash, StringComparer.Ordinal) && !bringsDate)
        {
            return Result(draft, state.Stream, IngestOutcome.Known, 0, state.PublishedOn) with { PublishedOn = state.PublishedOn ?? draft.Published.Day };
        }

        return await Correct(state, draft, cancellation);
    }

    async Task<IngestResult> Correct(ArticleState state, ArticleDraft draft, CancellationToken cancellation)
    {
        // All from one reading of the stream: the index may have moved on since it was asked.
        var standing = await StandingArticle.Read(log, state.Stream, cancellation);

        // A later text without a date is still counted from the day that is known; otherwise its "Tuesday" would lose the date it has.
        var extracted = Extract(state.Stream, draft, draft.Published.Day ?? standing.Published.Day);
        var events = ArticleDecisions.Correct(state.Stream, standing.Revision + 1, standing.Text, draft, extracted, standing.NewsEvents, extractor.Version, catalog);
        var appended = await log.Append(state.Stream, standing.Version, events, null, cancellation);
        return appended.AlreadyAppended
            ? Result(draft, state.Stream, IngestOutcome.Known, 0, standing.Published.Day)
            : Result(draft, state.Stream, IngestOutcome.Corrected, events.Count - 1, standing.Published.Day);
    }

    /// <summary>By address; without one, by words; without those, by a file name whose text shares most of its words.</summary>
    async Task<ArticleState?> Find(ArticleDraft draft, string contentHash, CancellationToken cancellation)
    {
        if (draft.Url is not null)
        {
            return await documents.Load<ArticleState>(ArticleIndex.ProjectionName, ArticleStream.NameFor(draft.Url, contentHash), cancellation);
        }

        if (await ByKey(ArticleIndex.ContentKey(contentHash)) is { } sameWords)
        {
            return sameWords;
        }

        if (draft.FileName.Length == 0 || await ByKey(ArticleIndex.FileKey(draft.FileName)) is not { } sameFile)
        {
            return null;
        }

        var standing = await StandingArticle.Read(log, sameFile.Stream, cancellation);
        return TextSimilarity.Between(standing.Text, draft.Text) >= TextSimilarity.SameArticle ? sameFile : null;

        async Task<ArticleState?> ByKey(string key) =>
            await documents.Load<ArticleKey>(ArticleIndex.ProjectionName, key, cancellation) is { } found
                ? await documents.Load<ArticleState>(ArticleIndex.ProjectionName, found.Stream, cancellation)
                : null;
    }

    ExtractedArticle Extract(string stream, ArticleDraft draft, DateOnly? reference) =>
        extractor.Extract(new ArticleText(stream, draft.Text, reference, draft.Title));

    static IngestResult Result(ArticleDraft draft, string stream, IngestOutcome outcome, int newsEvents, DateOnly? knownDay = null) =>
        (draft.Published.Day ?? knownDay) is { } day
            ? new(draft.Origin, stream, outcome, newsEvents, day, null) { PublishedAt = draft.Published.At }
            : new(draft.Origin, stream, outcome, newsEvents, null, NoDate);

    const string Retracted = "Expected an article that stands, found one that was retracted: left as it is, and no briefing states it.";

    const string NoDate =
        "Expected a publication date in the front matter, the file name or --published, found none: taken in with its date unknown, and \"Tuesday\" or \"last month\" in it stay unresolved.";
}
